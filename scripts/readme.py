#!/usr/bin/env python3
"""What README shows of the program's output, in both languages: entries 3 and 6 of the sample month with its sums, and the report of the flood log.

    scripts/readme.py PROGRAM            writes it anew
    scripts/readme.py PROGRAM --check    exit code 1 where it is no longer what the program prints
"""
import pathlib
import re
import subprocess
import sys

top = pathlib.Path(__file__).resolve().parent.parent
program = pathlib.Path(sys.argv[1]).resolve()


def told(language, *words):
    done = subprocess.run([program, *words, "--lang", language], cwd=top, capture_output=True, text=True, check=True)
    return done.stdout.rstrip()


def entries(language):
    told_all = told(language, "read", "samples/county-month.txt").split("\n\n")
    shown = [next(part for part in told_all if re.match(rf" *{number}  20", part)) for number in (3, 6)]
    return "\n\n".join([*shown, "      …", told_all[-1]])


def report(language):
    return told(language, "report", "samples/flood-log.txt", "--as-of", "2024-07-12T18:00", "--since", "2024-07-10T18:00")


stale = 0
for name, language in (("README.md", "en"), ("README.zh-CN.md", "zh")):
    place = top / name
    before = place.read_text()
    blocks = iter((entries(language), report(language)))
    after = re.sub(r"(?<=```text\n).*?(?=\n```)", lambda _: next(blocks), before, count=2, flags=re.S)
    if after != before:
        stale += 1
        print(f"{name} is not what the program prints")
        if "--check" not in sys.argv:
            place.write_text(after)
sys.exit(bool(stale) and "--check" in sys.argv)
