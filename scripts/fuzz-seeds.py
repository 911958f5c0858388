#!/usr/bin/env python3
"""Makes the seeds of the fuzz targets that the samples are none for: office files, queries, rows of a base and requests.

    python3 scripts/fuzz-seeds.py [FOLDER]

Of office files the fixtures, whole, and their parts with a zero byte between; the first byte says what the others are
(fuzz/fuzz_targets/office.rs): 0 a DOCX, 1 an XLSX, 2 a table, 3 parts of a DOCX, 4 parts of an XLSX. Of rows the first byte says which piece of a base they are put into
(fuzz/fuzz_targets/rows.rs).
"""

import os
import sys
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FIXTURES = os.path.join(ROOT, "crates/dashiji-office/tests/fixtures")
CORPUS = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "fuzz/corpus")
OUT = os.path.join(CORPUS, "office")

QUERIES = """抗旱
抗旱 OR 防汛
人物:闻人静 身份:主持 类型:会议
who:闻人静 part:chair type:meeting
职务:县长 时间:2022-08-10
title:县长 when:2022-08..2022-09
(抗旱 防汛) -供水
"农村供水" NEAR/10 办法
的 NEAR/1000 一
place:霍山县 -org:县水利局
figure:亩>=100 ledger:服务队
文件:《霍山县农村供水管理办法》 阶段:印发
when:1986 OR when:1986-03..1986-05
doc:d1 entry:d1.e3
""".splitlines()

REQUESTS = """GET / HTTP/1.1
GET /search?q=%E6%8A%97%E6%97%B1&sort=newest
GET /entry/d1.e4
GET /person/%E9%97%BB%E4%BA%BA%E9%9D%99
GET /month/2022-08?view=headlines
GET /day/2022-08-08
GET /year/1986?lang=en
GET /people?sort=name&name=%E9%97%BB
GET /place/341525
GET /timeline?from=1986&to=1986-06
GET /map?low=19205&high=19230
GET /network?person=%E9%97%BB%E4%BA%BA%E9%9D%99&names=20
GET /findings?severity=error
GET /feed.atom
GET /api/answer?q=%E8%B0%81%E6%98%AF%E5%8E%BF%E9%95%BF
GET /api/people?limit=5&offset=2
GET /source/d1/text
HEAD /compare?a=d1.e1&b=d1.e2
GET /export?format=csv&q=%E6%8A%97%E6%97%B1
""".splitlines()

ACTS = [
    '{"kind":"began","base":"00112233445566778899aabbccddeeff","program":"dashiji 0.2.0"}',
    '{"kind":"added","document":1,"version":1,"sha256":"' + "0" * 64 + '","size":120,"source":"/office/1.txt","told":{"path":"1.txt","region":"霍山县"}}',
    '{"kind":"read","document":1,"version":1,"engine":"0.2.0+1a2b3c4d","entries":[[1,10,40]]}',
    '{"kind":"removed","document":1,"reason":"重复"}',
    '{"kind":"ruled","ruling":1,"reason":"同一人","decision":{"kind":"merge","names":["周文兰"],"into":"周文澜"}}',
    '{"kind":"undone","ruling":1}',
    '{"kind":"knowledge","files":[["lexicon/mine.tsv","' + "0" * 64 + '"]]}',
]
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


def others():
    """Seeds of words and of rows."""
    rows = [bytes([0, row]) + act.encode() for row, act in enumerate(ACTS)]
    rows += [bytes([1]) + b"\x40" + bytes(range(64)), bytes([2]) + bytes(64), bytes([3]) + bytes([1, 2, 3, 4])]
    rows += [bytes([4]) + b"DSJSUMS1" + bytes(29), bytes([5, 1, 0]) + bytes(32)]
    requests = [request.encode() + b"\nAccept-Language: en\nIf-None-Match: x\n" for request in REQUESTS]
    for name, seeds in (("query", [query.encode() for query in QUERIES]), ("rows", rows), ("requests", requests)):
        os.makedirs(os.path.join(CORPUS, name), exist_ok=True)
        for number, seed in enumerate(seeds):
            with open(os.path.join(CORPUS, name, f"seed-{number:02}"), "wb") as out:
                out.write(seed)


if __name__ == "__main__":
    main()
    others()
