#!/usr/bin/env python3
"""Finds out what each class of the lexicon, and each frame in it, is worth: the table in docs/reading.md.

    ablate.py PROGRAM --gold FOLDER ... [--cases TEST] [--rounds N] [--seed N] [--class CLASS ...]

PROGRAM is the example `fit` of the engine (cargo build --release -p dashiji --example fit), which can read without the terms of a class, or of a class
and value (`part-verb=lead`). Texts are annotated pages (folders with NN.txt, NN.gold.jsonl, arguments.tsv) and chronicles that invented.py draws from a
fixed seed. For each class and value the errors are counted (facts missed or wrong: entry, date, type, person, title, part, place, body, organizer,
kind of figure; on invented ones type, part, title, organizer, role, document, event, body) that there are more of without it. What changes nothing on
either has no proof there; with `--cases` (the built test `cases` of the engine: cargo test -p dashiji --test cases --no-run) it is asked how many cases of
tests/cases fail without it.
"""
import argparse, collections, json, os, pathlib, random, re, subprocess, sys, tempfile
import doubt, invented
here = pathlib.Path(__file__).resolve().parent
LEXICON = here.parent / "crates/dashiji/lexicon"
# Classes whose values are names, texts or numbers: they are left out as a whole.
OPEN = {"division", "division-short", "province-letter", "org", "organ", "department", "unit", "document-kind", "publication", "country", "region", "era", "festival", "type-word"}

def classes():
    """Class -> number of terms by value, in the order of names."""
    found = collections.defaultdict(collections.Counter)
    for file in sorted(LEXICON.glob("*.tsv")):
        if file.name.startswith("table-"): continue
        for line in file.read_text().splitlines():
            row = line.split("\t")
            if line and not line.startswith("#") and len(row) > 1 and row[1] not in ("variant", "segment"):
                found[row[1]][row[2] if len(row) > 2 else ""] += 1
    return dict(sorted(found.items()))

class Texts:
    def __init__(self, folders, rounds, seed, scratch):
        self.pages = doubt.Pages(folders).pages
        self.drawn = [(file, gold) for _, file, gold in invented.drawn(random.Random(seed), invented.frames(), rounds, scratch)]

    def errors(self, program, without=None):
        """Group -> field -> facts missed or wrong; nothing where there is no such class."""
        lines = ["\t".join([str(p[0]), *p[1]]) for p in self.pages] + [f"{file}\t\t" for file, _ in self.drawn]
        run = subprocess.run([program, "facts", *(["--without", without] if without else [])], input="\n".join(lines), capture_output=True, text=True, check=False)
        if run.returncode and "no such class" in run.stderr: return None
        if run.returncode: sys.exit(f"{without or 'all'}: {run.stderr.strip()}")
        told = {d["path"]: d["told"] for d in map(json.loads, run.stdout.splitlines())}
        count = {"pages": collections.Counter(), "invented": collections.Counter()}
        for path, _, gold, _, _ in self.pages:
            records, used = told[str(path)], set()
            for g in gold:
                start = (g.get("span") or g)["start"]
                near = min(((abs(p["span"]["start"] - start), k) for k, p in enumerate(records) if k not in used), default=(99, 0))
                want, free = doubt.wanted(g)
                have = collections.defaultdict(set)
                if near[0] > 4: count["pages"]["entry"] += 1
                else:
                    used.add(near[1])
                    record = records[near[1]]
                    for field, what, _ in doubt.told(record, want): have[field].add(what)
                    date = g.get("date") or {}
                    if date.get("start") and (record.get("date") or {}).get("from", "")[:10] != date["start"][:10]: count["pages"]["date"] += 1
                for field in doubt.FIELDS: count["pages"][field] += len((want[field] ^ have[field]) - free[field]) if field != "kind" or g.get("quantities") else 0
            count["pages"]["entry"] += len(records) - len(used)
        for file, gold in self.drawn:
            at = {p["span"]["start"]: p for p in told[str(file)]}
            for entry in gold:
                for field, (want, have) in invented.score(entry, at.get(entry["start"])).items(): count["invented"][field] += len(want ^ have)
        return count

def failing(test, without):
    """How many cases fail without a class."""
    run = subprocess.run([test], cwd=LEXICON.parent, env={**os.environ, "DASHIJI_WITHOUT": without, "RUST_BACKTRACE": "0"}, capture_output=True, text=True, check=False)
    found = re.search(r"(\d+) cases fail", run.stdout + run.stderr)
    if run.returncode and not found: sys.exit(f"{without}: {run.stdout[-400:]}{run.stderr[-400:]}")
    return int(found[1]) if found else 0

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("program"); a.add_argument("--gold", nargs="*", default=[]); a.add_argument("--rounds", type=int, default=1)
    a.add_argument("--seed", type=int, default=1); a.add_argument("--class", nargs="*", dest="only"); a.add_argument("--cases")
    a = a.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        texts = Texts(a.gold, a.rounds, a.seed, pathlib.Path(scratch))
        whole = texts.errors(a.program) or sys.exit("the program says nothing")
        total = {g: sum(c.values()) for g, c in whole.items()}
        print(f"errors with all: {total['pages']} on pages, {total['invented']} on invented chronicles\n")
        print("| class | terms | pages | invented | which facts |\n|---|---|---|---|---|")
        idle = []
        for name, values in classes().items():
            if a.only and name not in a.only: continue
            asked = [(name, sum(values.values()))]
            if len(values) > 1 and name not in OPEN: asked += [(f"{name}={v}", n) for v, n in sorted(values.items()) if v]
            for what, terms in asked:
                then = texts.errors(a.program, what)
                if then is None: continue
                more = {g: sum(then[g].values()) - total[g] for g in total}
                fields = collections.Counter()
                for g in then: fields.update({f: then[g][f] - whole[g][f] for f in {*then[g], *whole[g]}})
                told = ", ".join(f"{f} {n:+d}" for f, n in sorted(fields.items(), key=lambda x: -abs(x[1])) if n)
                if told: print(f"| `{what}` | {terms} | {more['pages']:+d} | {more['invented']:+d} | {told} |", flush=True)
                else: idle.append(f"`{what}` ({terms}" + (f"; {failing(a.cases, what)})" if a.cases else ")"))
        print(f"\nNo fact changes without (terms{'; cases that fail' if a.cases else ''}): " + ", ".join(idle))

if __name__ == "__main__": main()
