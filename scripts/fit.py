#!/usr/bin/env python3
"""Fits the weights of names (crates/dashiji/lexicon/table-weights.tsv), and finds out what each is worth.

    fit.py PROGRAM ablate|fit [--gold FOLDER ...] [--rounds N] [--seed N] [--write FILE]

PROGRAM is the example `fit` of the engine (cargo build -p dashiji --example fit). Texts are the annotated pages of the folders (NN.txt, NN.gold.jsonl,
arguments.tsv with `--period` and `--region` by page) and chronicles invented by
invented.py, `rounds` of each genre from a fixed seed. Names are persons, places, organizers and bodies; errors are those that are missed or wrong.

ablate  sets each weight, and each group of weights, to nothing and tells how much F1 of the names is lost: a table for docs/reading.md
fit     changes one weight at a time by 2, 4 or 8 as long as that leaves fewer errors, also on each page when it is left out of the choice

How sure facts are is fitted by doubt.py.
"""
import argparse, collections, json, pathlib, random, re, subprocess, sys, tempfile
import invented
here = pathlib.Path(__file__).resolve().parent
TABLE = here.parent / "crates/dashiji/lexicon/table-weights.tsv"
FIELDS = ("people", "places", "organizers", "orgs")
STEPS = (-8, -4, -2, 2, 4, 8)
# Groups that stand for a mechanism; what is told only (0) changes no name.
GROUPS = {"neighbours speak for each other": r"edge\.", "words hide what crosses them": r"word", "dates and titles are walls": r"(time|titled)$",
          "verbs before a name": r"(body|place)\.(called|verb|deed|done|light|slot)$", "what follows a name": r"(body|place)\.(runs|run-on|runs-on|torn|followed|near|event|shut|behind)$",
          "a place that leads a body": r"body\.(unled|own|long|ordinal|alone|country)$", "last words of places": r"place\.tail-", "common words count against a name": r"place\.(word|worded|full-word|word-county|word-full|crossed)$",
          "the document's region": r"place\.(home|home-full|table|table-wide)$"}

def weights(text):
    """Rows of the table: name -> value."""
    return {r[0]: int(r[1]) for r in (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))}

def changed(text, change):
    """The table with other values."""
    rows = [line.split("\t") for line in text.splitlines()]
    return "".join("\t".join([r[0], str(change[r[0]]), *r[2:]] if r[0] in change else r) + "\n" for r in rows)

class Texts:
    """What is read, and what it says: page -> entries by start, each field -> (names, names that count neither way)."""
    def __init__(self, folders, rounds, seed, scratch):
        self.jobs, self.truth, self.group = [], {}, {}
        for folder in folders:
            for line in (folder / "arguments.tsv").read_text().splitlines():
                page, _, args = line.partition("\t")
                given = [(re.search(rf"--{key} (\S+)", args) or ["", ""])[1] for key in ("period", "region")]
                self.add(folder / f"{page}.txt", given, "pages", [self.page(json.loads(g)) for g in (folder / f"{page}.gold.jsonl").read_text().splitlines() if g.strip()])
        for _, file, gold in invented.drawn(random.Random(seed), invented.frames(), rounds, scratch):
            self.add(file, ["", ""], "invented", [self.drawn(g) for g in gold])

    def add(self, file, given, group, entries):
        self.jobs.append("\t".join([str(file), *given]))
        self.truth[str(file)], self.group[str(file)] = entries, group

    @staticmethod
    def page(g):
        free = {key: {v for v in (g.get("optional") or {}).get(name, ()) if isinstance(v, str)} for key, name in zip(FIELDS, ("person", "place", "organizer", "org"))}
        text = lambda x: x if isinstance(x, str) else x.get("text") or x.get("name")
        names = {"people": {p["name"] for p in g.get("people") or []}, "places": {p.get("code") or p["surface"] for p in g.get("places") or []},
                 "organizers": set(map(text, g.get("organizers") or [])), "orgs": set(map(text, g.get("orgs") or []))}
        return g["start"], {f: (names[f], free[f]) for f in FIELDS}

    @staticmethod
    def drawn(g):
        """Of an invented entry all persons are told; all bodies only where the genre is theirs."""
        told = {"people": (set(g["people"]), set())}
        if g["genre"] == "body": told["bodies"] = (set(g["bodies"]), invented.BARE)
        return g["start"], told

    def ask(self, program, what, table=None):
        command = [program, what] + ([str(table)] if table else [])
        run = subprocess.run(command, input="\n".join(self.jobs), capture_output=True, text=True, check=False)
        if run.returncode: sys.exit(run.stderr)
        return {d["path"]: d["told"] for d in map(json.loads, run.stdout.splitlines())}

    def score(self, program, table=None):
        """Page -> [right, wrong, missed]."""
        counts = {}
        for path, told in self.ask(program, "names", table).items():
            at, t = {e["start"]: e for e in told}, [0, 0, 0]
            for start, fields in self.truth[path]:
                near = next((at[s] for s in range(start - 4, start + 5) if s in at), {})
                for field, (want, free) in fields.items():
                    have = {n for key in (("organizers", "orgs") if field == "bodies" else (field,)) for n in near.get(key) or []} - free
                    want = want - free
                    t[0] += len(want & have); t[1] += len(have - want); t[2] += len(want - have)
            counts[path] = t
        return counts

def f1(counts):
    t = [sum(c[k] for c in counts) for k in range(3)]
    return 2 * t[0] / (2 * t[0] + t[1] + t[2]) if sum(t) else 1.0

def errors(t): return t[1] + t[2]

def ablate(texts, program, scratch):
    text = TABLE.read_text()
    values, table = weights(text), scratch / "weights.tsv"
    of = lambda counts, group: f1([c for p, c in counts.items() if texts.group[p] == group])
    groups = [g for g in ("pages", "invented") if g in texts.group.values()]
    whole = texts.score(program)
    print("all weights: " + ", ".join(f"{g} {of(whole, g):.3f}" for g in groups) + "\n")
    def off(names):
        table.write_text(changed(text, {n: 0 for n in names}))
        counts = texts.score(program, table)
        return [(of(whole, g) - of(counts, g)) * 100 for g in groups]
    row = lambda name, lost: print(f"| {name} | " + " | ".join(f"{x:.1f}" for x in lost) + " |")
    print("| mechanism | " + " | ".join(groups) + " |\n|---|" + "---|" * len(groups))
    for name, pattern in GROUPS.items(): row(name, off([n for n in values if re.match(pattern, n)]))
    print("\n| weight | " + " | ".join(groups) + " |\n|---|" + "---|" * len(groups))
    rows = [(name, off([name])) for name, value in values.items() if value and name != "person.barely"]
    told = [(n, lost) for n, lost in rows if any(round(abs(x), 1) for x in lost)]
    for name, lost in sorted(told, key=lambda r: (-sum(r[1]), r[0])): row(f"`{name}`", lost)
    print("\nless than 0.05 each: " + ", ".join(f"`{n}`" for n, _ in rows if n not in dict(told)))

def fit(texts, program, scratch, out):
    text, table = TABLE.read_text(), scratch / "weights.tsv"
    while True:
        values, now, gains = weights(text), texts.score(program), {}
        table.write_text(text); now = texts.score(program, table)
        for name, value in values.items():
            for step in STEPS if value and name != "person.barely" else ():
                table.write_text(changed(text, {name: value + step}))
                then = texts.score(program, table)
                gain = {p: errors(now[p]) - errors(then[p]) for p in now}
                if sum(gain.values()) > 0: gains[name, value + step] = gain
        # The change that would have been chosen without a page, and what it gives on that page.
        best = lambda pages: max(gains, key=lambda c: (sum(gains[c][p] for p in pages), -abs(c[1] - values[c[0]]), c), default=None)
        left_out = sum(gains[c][p] for p in now if (c := best([q for q in now if q != p])) and sum(gains[c][q] for q in now if q != p) > 0)
        choice = best(list(now))
        print(f"{sum(map(errors, now.values()))} errors; best {choice} gains {sum(gains[choice].values()) if choice else 0}, pages left out gain {left_out}", flush=True)
        if not choice or left_out <= 0: break
        text = changed(text, {choice[0]: choice[1]})
    if out: out.write_text(text)

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("program"); a.add_argument("what", choices=("ablate", "fit")); a.add_argument("--gold", nargs="*", type=pathlib.Path)
    a.add_argument("--rounds", type=int, default=1); a.add_argument("--seed", type=int, default=1); a.add_argument("--write", type=pathlib.Path)
    a = a.parse_args()
    folders = a.gold if a.gold is not None else []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        texts = Texts(folders, a.rounds, a.seed, scratch)
        if a.what == "ablate": ablate(texts, a.program, scratch)
        else: fit(texts, a.program, scratch, a.write)

main()
