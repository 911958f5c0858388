#!/usr/bin/env python3
"""Fits how sure facts are (crates/dashiji/lexicon/table-doubt.tsv), and tells how often they are right by grade of doubt.

    doubt.py PROGRAM fit|table|curve --gold FOLDER[:WEIGHT] ... [--write FILE] [--l2 X] [--field FIELD ...]

PROGRAM is the example `fit` of the engine (cargo build -p dashiji --example fit). Texts are annotated pages of the folders (NN.txt, NN.gold.jsonl,
arguments.tsv with `--period` and `--region` by page); a folder that the rules were not mended on tells the truth better and may weigh more.

fit    weighs the grounds of each field by a logistic regression with a fixed penalty, chooses where doubt begins, and writes the table
table  how often facts are right that are told for certain, with some and with much doubt, as the built-in table says it
curve  the same for every threshold, each page scored by weights that were found without it

Points are ten to a doubling of the odds. What a ground says is bounded: steps of a margin, and what is only weak, never speak for a fact. Nothing is
drawn by chance: the same pages give the same table.
"""
import argparse, collections, json, math, pathlib, re, subprocess, sys, tempfile
here = pathlib.Path(__file__).resolve().parent
TABLE = here.parent / "crates/dashiji/lexicon/table-doubt.tsv"
FIELDS = ("type", "person", "title", "part", "place", "body", "organizer", "kind")
UNIT = math.log(2) / 10
# Finer words of the reading, as the coarser ones of the annotation.
TYPE = {"deployment": "ceremony", "donation": "other", "institution": "status", "exchange": "meeting", **{k: "other" for k in ("disaster", "death", "conflict", "justice")}}
PART = {"report": "speak", "read_out": "speak", "take_part": "attend", "accompany": "attend", "see_off": "attend",
        **{k: "mention" for k in ("head_team", "visited", "cited", "appointed", "removed", "honoured", "died")}}
KIND = {"component": ("increment", "total", "attribute"), "stock": ("total", "attribute"), "cumulative": ("total",), "planned": ("increment",)}
# Held for certain at least this often, as long as so much of what is told right stays so; and right at most so often where much is in doubt.
FIRM = {"person": .978, "title": .97}
SHARE = {"type": .82, "part": .84, "place": .86, "body": .77, "kind": .86, "person": .97, "title": .92, "organizer": .95}
MUCH = .50
# Steps of a margin or of a weight say the less the more there are: they only ever speak against a fact.
STEP = re.compile(r"\.(m|weak|near)\d+$")

def rows(text):
    """The table: name -> (points, reason)."""
    return {r[0]: (int(r[1]), r[2]) for r in (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))}

def hashable(v): return tuple(map(hashable, v)) if isinstance(v, list) else v
def text(x): return x if isinstance(x, str) else x.get("text") or x.get("title") or x.get("name") or ""

def figure(q):
    try: value = round(float(q.get("value")), 6)
    except (TypeError, ValueError): value = str(q.get("value"))
    return value, q.get("unit") or "", q.get("kind")

def wanted(g):
    """Field -> what the annotation tells; and what counts neither way."""
    people, of = g.get("people") or [], lambda key: g.get(key) or []
    want = {"type": {g["type"]} if g.get("type") else set(), "person": {p["name"] for p in people}, "title": {(p["name"], t) for p in people for t in p["titles"]},
            "part": {(p["name"], t) for p in people for t in p["parts"]}, "place": {p.get("code") or p["surface"] for p in of("places")},
            "body": set(map(text, of("orgs"))), "organizer": set(map(text, of("organizers"))), "kind": set(map(figure, of("quantities")))}
    names = {"title": "person+title", "part": "person+part", "body": "org", "kind": "quantity+kind"}
    free = {f: {hashable(v) for v in (g.get("optional") or {}).get(names.get(f, f), ())} for f in FIELDS}
    return {f: want[f] - free[f] for f in FIELDS}, free

def told(p, want):
    """(field, what is told, its doubt) of a record."""
    if p.get("type"): yield "type", TYPE.get(p["type"], p["type"]), p.get("type_doubt")
    for x in p.get("people") or []:
        yield "person", x["name"], x.get("doubt")
        for t in x.get("titles") or []:
            if (t.get("basis") or "stated") == "stated" and t.get("kind") != "address": yield "title", (x["name"], t["text"]), t.get("doubt")
        for q in x.get("parts") or []: yield "part", (x["name"], PART.get(q, q)), (x.get("parts_doubt") or {}).get(q)
    for x in p.get("places") or []: yield "place", x.get("code") or x["text"], worse(x.get("doubt"), x.get("code_doubt"))
    for x in p.get("orgs") or []: yield "body", x["text"], x.get("doubt")
    for x in p.get("organizers") or []: yield "organizer", x["text"], x.get("doubt")
    for x in p.get("quantities") or []:
        value, unit, kind = figure(x)
        kinds = KIND.get(kind, (kind,))
        if kind != "count": yield "kind", next(((value, unit, k) for k in kinds if (value, unit, k) in want["kind"]), (value, unit, kinds[0])), x.get("kind_doubt")

def worse(a, b): return max((a, b), key=lambda d: ("none", "some", "much").index((d or {}).get("grade", "none")))

Fact = collections.namedtuple("Fact", "field page weight grounds right grade")

class Pages:
    """The annotated pages and what a table tells of them."""
    def __init__(self, folders):
        self.pages = []
        for name in folders:
            folder, _, weight = name.partition(":")
            folder = pathlib.Path(folder)
            for line in (folder / "arguments.tsv").read_text().splitlines():
                page, _, args = line.partition("\t")
                given = [(re.search(rf"--{key} (\S+)", args) or ["", ""])[1] for key in ("period", "region")]
                gold = [json.loads(g) for g in (folder / f"{page}.gold.jsonl").read_text(encoding="utf-8-sig").splitlines() if g.strip()]
                gold = [g for g in gold if not g.get("span_only")]
                # A folder that annotates no figures says nothing of them.
                self.pages.append((folder / f"{page}.txt", given, gold, float(weight or 1), folder.name))
        self.empty = {f for f in {p[4] for p in self.pages} if not any(g.get("quantities") for p in self.pages if p[4] == f for g in p[2])}

    def facts(self, program, table):
        """Every fact that is told of an annotated entry; and field -> folder -> how many there are to tell."""
        lines = "\n".join("\t".join([str(p[0]), *p[1]]) for p in self.pages)
        run = subprocess.run([program, "facts", *([str(table)] if table else [])], input=lines, capture_output=True, text=True, check=False)
        if run.returncode: sys.exit(run.stderr)
        facts, total = [], collections.defaultdict(collections.Counter)
        for (path, _, gold, weight, folder), line in zip(self.pages, run.stdout.splitlines()):
            records, used = json.loads(line)["told"], set()
            for g in gold:
                start = (g.get("span") or g)["start"]
                near = min(((abs(p["span"]["start"] - start), k) for k, p in enumerate(records) if k not in used), default=(99, 0))
                want, free = wanted(g)
                for f in FIELDS: total[f][folder] += len(want[f])
                if near[0] > 4: continue
                used.add(near[1])
                for field, what, doubt in told(records[near[1]], want):
                    if what in free[field] or field == "kind" and folder in self.empty: continue
                    # What is never in doubt has no grounds.
                    grounds = frozenset(doubt.get("grounds") or ()) if doubt else None
                    facts.append(Fact(field, (folder, path.name), weight, grounds, what in want[field], (doubt or {}).get("grade", "none")))
        return facts, total

def solve(a, b):
    """x of a·x = b."""
    n, m = len(b), [r[:] + [x] for r, x in zip(a, b)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(i + 1, n):
            f = m[r][i] / m[i][i]
            if f:
                for c in range(i, n + 1): m[r][c] -= f * m[i][c]
    x = [0.0] * n
    for i in reversed(range(n)): x[i] = (m[i][n] - sum(m[i][c] * x[c] for c in range(i + 1, n))) / m[i][i]
    return x

def regress(facts, grounds, l2, start=None, steps=25):
    """Points of each ground and, last, of a fact with none: Newton's method with a penalty on the squares."""
    at, n = {g: i for i, g in enumerate(grounds)}, len(grounds) + 1
    seen = collections.Counter()
    for f in facts: seen[tuple(sorted(at[g] for g in f.grounds if g in at)) + (n - 1,), f.right] += f.weight
    right, all_of = sum(w for (_, ok), w in seen.items() if ok), sum(seen.values())
    x = list(start) if start else [0.0] * (n - 1) + [math.log((right + 1) / (all_of - right + 1))]
    for _ in range(steps):
        a, b = [[0.0] * n for _ in range(n)], [0.0] * n
        for (idx, ok), w in seen.items():
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(x[i] for i in idx)))))
            v, d = w * p * (1 - p), w * (ok - p)
            for i in idx:
                b[i] += d
                for j in idx: a[i][j] += v
        for i in range(n): a[i][i] += l2 if i < n - 1 else 1e-6
        for i in range(n - 1): b[i] -= l2 * x[i]
        step = solve(a, b)
        most = max(map(abs, step))
        x = [u + v * min(1, 3 / most) if most else u for u, v in zip(x, step)]
        if most < 1e-4: break
    return x

def score(f, grounds, x): return round((sum(v for g, v in zip(grounds, x) if g in f.grounds) + x[-1]) / UNIT)

def left_out(facts, grounds, l2):
    """(fact, its points by weights that were found without its page)."""
    whole, scored = regress(facts, grounds, l2), []
    for page in sorted({f.page for f in facts}):
        x = regress([f for f in facts if f.page != page], grounds, l2, whole, 6)
        scored += [(f, score(f, grounds, x)) for f in facts if f.page == page]
    return whole, scored

def rate(part): return sum(f.weight for f in part if f.right) / sum(f.weight for f in part) if part else 1.0

def thresholds(field, scored):
    """The least sum from which facts are right FIRM (.96) of the time; where that leaves less than its share of the right ones, the highest that leaves so much.
    And the highest below which at most MUCH are right."""
    right = sum(f.weight for f, _ in scored if f.right)
    kept = lambda t: sum(f.weight for f, s in scored if f.right and s >= t) / right
    steps = sorted({s for _, s in scored})
    firm = [t for t in steps if rate([f for f, s in scored if s >= t]) >= FIRM.get(field, .96)]
    floor = [t for t in steps if kept(t) >= SHARE[field]]
    some = min(firm[0] if firm else 999, floor[-1])
    much = [t for t in steps if t <= some and rate([f for f, s in scored if s < t]) <= MUCH and sum(s < t for _, s in scored) > 4]
    return some, much[-1] if much else -999

def tell(field, graded, total):
    """A row by folder: right of those for certain, their share of all there are to tell, right of the doubted."""
    for folder in [*total, None]:
        here = [(f, g) for f, g in graded if folder in (None, f.page[0])]
        part = lambda grade: [f for f, g in here if g == grade]
        of = lambda grade: f"{sum(f.right for f in part(grade)) / len(part(grade)):.2f} of {len(part(grade))}" if part(grade) else "-"
        all_of = total[folder] if folder else sum(total.values())
        share = sum(f.right for f in part("none")) / all_of if all_of else 1.0
        print(f"| {field} | {folder or 'all'} | {of('none')} | {share:.2f} | {of('some')} | {of('much')} |")

def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("program"); a.add_argument("what", choices=("fit", "table", "curve")); a.add_argument("--gold", nargs="+", required=True)
    a.add_argument("--write", type=pathlib.Path); a.add_argument("--l2", type=float, default=2.0); a.add_argument("--field", nargs="*", default=FIELDS)
    a = a.parse_args()
    source = TABLE.read_text()
    table, pages = rows(source), Pages(a.gold)
    head = "| field | pages | for certain: right | of all there is | some: right | much: right |\n|---|---|---|---|---|---|"
    if a.what == "table":
        facts, total = pages.facts(a.program, None)
        print(head)
        for field in a.field: tell(field, [(f, f.grade) for f in facts if f.field == field], total[field])
        return
    special = lambda name: name == "told" or name.rpartition(".")[2] in ("even", "some", "much")
    with tempfile.TemporaryDirectory() as scratch:
        # Everything in doubt, and every ground told.
        probe = pathlib.Path(scratch) / "table.tsv"
        limits = "".join(f"{f}.some\t9999\t-\n{f}.much\t-9999\t-\n" for f in FIELDS)
        probe.write_text("told\t99\t-\n" + limits + "".join(f"{name}\t-1\t-\n" for name in table if not special(name)))
        facts, total = pages.facts(a.program, probe)
    found = {}
    print(head if a.what == "fit" else "| field | from | right | of all there is | below: right |\n|---|---|---|---|---|")
    for field in a.field:
        mine = [f for f in facts if f.field == field and f.grounds is not None]
        never = [(f, "none") for f in facts if f.field == field and f.grounds is None]
        grounds = [name for name in table if name.startswith(field + ".") and not special(name)]
        while True:
            x, scored = left_out(mine, grounds, a.l2)
            kept = [g for g, v in zip(grounds, x) if not STEP.search(g) or v <= 0]
            if kept == grounds: break
            found.update({g: 0 for g in grounds if g not in kept})
            grounds = kept
        if a.what == "curve":
            for t in range(-10, 75, 5):
                over, under = [f for f, s in scored if s >= t], [f for f, s in scored if s < t]
                print(f"| {field} | {t} | {rate(over):.3f} | {sum(f.right for f in over) / max(1, sum(total[field].values())):.2f} | {rate(under):.2f} of {len(under)} |")
            continue
        some, much = thresholds(field, scored)
        found.update({g: round(v / UNIT) for g, v in zip(grounds, x)})
        found.update({f"{field}.even": round(x[-1] / UNIT), f"{field}.some": some, f"{field}.much": much})
        tell(field, never + [(f, "none" if s >= some else "some" if s >= much else "much") for f, s in scored], total[field])
    if a.write:
        lines = [line.split("\t") for line in source.splitlines()]
        a.write.write_text("".join("\t".join([r[0], str(found[r[0]]), *r[2:]] if r[0] in found else r) + "\n" for r in lines))

if __name__ == "__main__":
    main()
