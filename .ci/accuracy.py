#!/usr/bin/env python3
"""Accuracy does not fall: every floor of .ci/floors.toml against what the program reads now.

    .ci/accuracy.py [--program PATH] [SECTION ...]

[samples] is scored by `dashiji eval`, [invented] by scripts/invented.py on a fixed draw; both run everywhere. [month], [strangers], [labels] and [figures] need texts that are no part of the
project; where they are not beside it, a line `NOT RUN: …` says so. Exit code 1 where a figure is below its floor, or a floor
names a figure that is not there.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tomllib

here = pathlib.Path(__file__).resolve().parent
top = here.parent
outside = top / ".." / "shared"


def told(*command):
    """Standard output of a command that must do; exit code 1 is a table without a match."""
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1) or not run.stdout:
        sys.exit(f"{' '.join(map(str, command))}: {run.stderr.strip() or 'printed nothing'}")
    return run.stdout


def table(program, gold, text):
    """F1 by field, and spans that are not their slice, as `dashiji eval` prints them."""
    printed = told(program, "eval", gold, text, "--text", "--lang", "en")
    print(printed)
    rows = {}
    for line in printed.splitlines():
        if re.search(r" \d\.\d{3} +\d\.\d{3} +\d\.\d{3} +\d+$", line):
            field, *figures = line.rsplit(None, 4)
            rows[field] = float(figures[2])
    rows["bad spans"] = int(re.search(r"^(\d+) spans are not", printed, re.M)[1])
    return rows


def month(program):
    return table(program, outside / "gold/henan-2020-02.even.jsonl", outside / "seed/henan-2020-02.txt")


def samples(program):
    return {
        f"{name} {field}": figure
        for name in ("county-month", "county-year")
        for field, figure in table(program, top / f"samples/{name}.gold.jsonl", top / f"samples/{name}.txt").items()
    }


def strangers(program):
    rows = json.loads(told("python3", outside / "eval/strangers.py", program, "--json"))
    return {field: row["f1"] if isinstance(row, dict) else row for field, row in rows.items()}


def labels(program):
    line = told("python3", outside / "eval/labels.py", program).splitlines()[-1]
    counts = re.match(r"starts (\d+)/(\d+), dates (\d+)/(\d+), entries read (\d+)", line)
    starts, _, dates, _, read = map(int, counts.groups())
    return {"starts": starts, "dates": dates, "entries beyond the labels": read - starts}


def figures(program):
    rows = {}
    for row, count in json.loads(told("python3", outside / "eval/figures.py", program, "--json")).items():
        found, said, asked = count["found"], count["said"], count["asked"]
        if not said and not asked:
            rows[row] = found
            continue
        if asked:
            rows[f"{row} R"] = found / asked
        if said:
            rows[f"{row} P"] = found / said
    return rows


def invented(program):
    return json.loads(told("python3", top / "scripts/invented.py", program, "--seed", "29", "--rounds", "4", "--json"))


# Section -> what it is scored by, and what must be beside the project for it.
SECTIONS = {
    "samples": (samples, ()),
    "invented": (invented, ()),
    "month": (month, ("gold/henan-2020-02.even.jsonl", "seed/henan-2020-02.txt")),
    "strangers": (strangers, ("eval/strangers.py", "gold/strangers")),
    "labels": (labels, ("eval/labels.py", "data/chronicles/county-1986-1995.printed.txt")),
    "figures": (figures, ("eval/figures.py", "gold/figures")),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=top / "target/release/dashiji")
    parser.add_argument("sections", nargs="*", metavar="SECTION")
    given = parser.parse_args()
    floors = tomllib.loads((here / "floors.toml").read_text())
    unknown = [name for name in [*floors, *given.sections] if name not in SECTIONS]
    if unknown or not given.program.exists():
        sys.exit(f"no such section: {unknown[0]}" if unknown else f"no program: {given.program} (build it, or name one by --program)")
    faults = []
    for name in given.sections or SECTIONS:
        score, needs = SECTIONS[name]
        if not all((outside / path).exists() for path in needs):
            print(f"NOT RUN: accuracy [{name}], its texts are not beside the project")
            continue
        print(f"-- {name}")
        now = score(given.program.resolve())
        limits = floors.get(name, {})
        most = limits.pop("at most", {})
        if not limits and not most:
            faults.append(f"[{name}] has no floors")
        for bounds, fell in ((limits, lambda have, bound: have < bound), (most, lambda have, bound: have > bound)):
            for row, bound in bounds.items():
                if row not in now:
                    faults.append(f"[{name}] no such figure: {row}")
                    continue
                faulty = fell(now[row], bound)
                print(f"{'below' if faulty and bounds is limits else 'above' if faulty else 'ok':6} {row:40} {now[row]:.3f} ({bound})")
                if faulty:
                    faults.append(f"[{name}] {row}: {now[row]:.4f} is {'below its floor' if bounds is limits else 'above its ceiling'} {bound}")
    for fault in faults:
        print(fault)
    sys.exit(bool(faults))


main()
