#!/usr/bin/env python3
"""Makes the seeds of the fuzz target of office files from the fixtures: whole files, and their parts with a zero byte between.

    python3 scripts/fuzz-seeds.py [FOLDER]

The first byte of a seed says what the others are (fuzz/fuzz_targets/office.rs): 0 a DOCX, 1 an XLSX, 2 a table, 3 parts of a DOCX, 4 parts
of an XLSX.
"""

import os
import sys
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIXTURES = os.path.join(ROOT, "crates/dashiji-office/tests/fixtures")
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "fuzz/corpus/office")
PARTS = {
    "docx": (0, 3, ["word/document", "word/styles", "word/numbering", "word/footnotes", "word/comments"]),
    "xlsx": (1, 4, ["xl/worksheets/sheet1", "xl/sharedStrings", "xl/styles"]),
}


def write(name, kind, data):
    with open(os.path.join(OUT, name), "wb") as out:
        out.write(bytes([kind]) + data)


def main():
    os.makedirs(OUT, exist_ok=True)
    for name in sorted(os.listdir(FIXTURES)):
        path = os.path.join(FIXTURES, name)
        whole, parts, members = PARTS.get(name.rsplit(".", 1)[1], (1, None, []))
        write(name, whole, open(path, "rb").read())
        if parts is not None:
            archive = zipfile.ZipFile(path)
            held = set(archive.namelist())
            texts = [archive.read(f"{m}.xml") if f"{m}.xml" in held else b"" for m in members]
            write(f"{name}.parts", parts, b"\0".join(texts))
    write("table.csv", 2, "日期,内容,地点\n1952年3月5日,县医院落成。,城关镇\n".encode())


if __name__ == "__main__":
    main()
