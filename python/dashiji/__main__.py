"""Files to tables in a folder: `python -m dashiji FILES… -o FOLDER`.

Writes a file a table (docs/python.md): entries, events, people, …, errors. A file that cannot be read is a row of `errors`, and the exit code is then 2.
"""

from __future__ import annotations

import argparse
import pathlib
import sys

from . import Source, facts

ENDINGS = {".txt", ".md", ".html", ".htm", ".docx", ".xlsx", ".xls", ".csv"}


def files(names: list[pathlib.Path]) -> list[pathlib.Path]:
    """The files named, and those in the folders named, in the order of their names."""
    found: list[pathlib.Path] = []
    for name in names:
        found += sorted(path for path in name.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file()) if name.is_dir() else [name]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dashiji", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=pathlib.Path, nargs="+", metavar="FILE")
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True, metavar="FOLDER")
    parser.add_argument("--format", choices=["parquet", "arrow"], default="parquet")
    parser.add_argument("--period")
    parser.add_argument("--region")
    parser.add_argument("--profile", default="auto", help="what the findings hold documents to")
    asked = parser.parse_args()
    import pyarrow.feather
    import pyarrow.parquet

    sources = [Source(path.read_bytes(), str(path), period=asked.period, region=asked.region) for path in files(asked.files)]
    tables = facts(sources, profile=asked.profile).to_arrow()
    asked.output.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        path = asked.output / f"{name}.{asked.format}"
        if asked.format == "parquet":
            pyarrow.parquet.write_table(table, path)
        else:
            pyarrow.feather.write_feather(table, path, compression="uncompressed")
    for row in tables["errors"].to_pylist():
        print(f"{row['path']}: {row['message']}", file=sys.stderr)
    return 2 if len(tables["errors"]) else 0


if __name__ == "__main__":
    sys.exit(main())
