"""How fast a base is served, beside Datasette serving the same facts in the same run.

    scripts/rooms-bench.py BASE [--seconds 8] [--program target/release/dashiji]

Needs wrk and, for the peer, datasette (pip install datasette). First each page once, never made before (cold), then a mix of pages under load.
"""

import argparse
import json
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

MOST = 150 << 10


def get(address):
    began = time.perf_counter()
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Language": "zh"})) as answer:
        body = answer.read()
    return (time.perf_counter() - began) * 1000, len(body), body


def items(origin, call):
    return json.loads(get(f"{origin}/api/{call}")[2])["items"]


def load(script, origin, seconds):
    out = subprocess.run(["wrk", "-t2", "-c16", f"-d{seconds}s", "--latency", "-s", script, origin], capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    p99 = re.search(r"99%\s+([\d.]+\w+)", out)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out), re.search(r"Socket errors: (.*)", out)
    return rate and rate.group(1), p99 and p99.group(1), [b.group(0) for b in bad if b]


def mix(paths, folder, name):
    script = Path(folder) / f"{name}.lua"
    listed = ",\n".join(json.dumps(p, ensure_ascii=True) for p in paths)
    script.write_text(f"local paths = {{\n{listed}\n}}\nlocal k = 0\nrequest = function()\n  k = k % #paths + 1\n  return wrk.format('GET', paths[k])\nend\n")
    return str(script)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("base")
    arguments.add_argument("--seconds", type=int, default=8)
    arguments.add_argument("--program", default="target/release/dashiji")
    given = arguments.parse_args()
    began = time.perf_counter()
    room = subprocess.Popen([given.program, "serve", "--base", given.base, "--port", "0"], stdout=subprocess.PIPE, text=True)
    origin = re.search(r"http://[\d.:]+", room.stdout.readline()).group()
    about = json.loads(get(f"{origin}/api/about")[2])
    print(f"{about['entries']} entries; open after {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    get(f"{origin}/findings")
    print(f"findings made once in {time.perf_counter() - began:.1f} s")
    dice = random.Random(7)
    kinds = {"entry": [], "person": [], "place": [], "organization": [], "document": [], "source": [], "month": [], "search": []}
    for page in range(1, 11):
        kinds["entry"] += [i["link"] for i in items(origin, f"entries?size=30&page={page * 7}")]
    for kind, call in (("person", "people"), ("place", "places"), ("organization", "organizations"), ("document", "documents"), ("source", "sources")):
        found = items(origin, f"{call}?size=500")
        kinds[kind] = [i["link"] for i in dice.sample(found, min(60, len(found)))]
    first, last = about["first"], about["last"]
    kinds["month"] = [f"/month/{y}-{m:02}" for y in range(int(first[:4]), int(last[:4]) + 1) for m in range(1, 13)][:60]
    kinds["search"] = [f"/search?q={quote(n['name'])}" for n in items(origin, "people?size=40")] + [f"/search?q={quote(w)}" for w in "会议 防汛 水利局 检查 县长 召开 100 供水 项目".split()]
    kinds["lists"] = ["/", "/sources", "/people", "/offices", "/places", "/organizations", "/documents", "/ledgers", "/timeline", "/map", "/network", "/findings", "/about"]
    kinds["timeline"] = [f"/timeline?from={y}&to={y}" for y in range(int(first[:4]), int(last[:4]) + 1)][:20]
    all_paths = []
    print("page, cold: number, p50 ms, p95 ms, most KB")
    every = []
    for kind, paths in kinds.items():
        times, sizes = [], []
        for path in paths:
            spent, size, _ = get(origin + path)
            times.append(spent)
            sizes.append(size)
        every += times
        all_paths += paths
        p95 = sorted(times)[max(0, int(len(times) * 0.95) - 1)]
        print(f"{kind:13} {len(times):4} {statistics.median(times):8.1f} {p95:8.1f} {max(sizes) / 1024:8.1f}{' TOO LARGE' if max(sizes) > MOST else ''}")
    print(f"{'all':13} {len(every):4} {statistics.median(every):8.1f} {sorted(every)[int(len(every) * 0.95)]:8.1f}")
    dice.shuffle(all_paths)
    with tempfile.TemporaryDirectory() as folder:
        print("mixed pages under load: requests a second, p99, faults")
        print("dashiji  ", *load(mix(all_paths, folder, "dashiji"), origin, given.seconds))
        datasette = shutil.which("datasette")
        if datasette:
            peer(datasette, origin, folder, given.seconds)
        else:
            print("datasette is not here (pip install datasette)")
    room.terminate()
    sys.exit(room.wait(20))


def peer(program, origin, folder, seconds):
    """The same entries and who is in them as SQLite tables, full text beside them."""
    base = sqlite3.connect(Path(folder) / "facts.db")
    base.execute("create table entries (id text primary key, number int, source text, day text, type text, title text)")
    base.execute("create virtual table words using fts5(title, content='entries', tokenize='trigram')")
    page, ids = 1, []
    while page <= 200:
        got = json.loads(get(f"{origin}/api/entries?size=500&page={page}")[2])
        rows = [(i["id"], i["number"], i["source"], i["from"], i["type"], i["title"]) for i in got["items"]]
        ids += [r[0] for r in rows]
        base.executemany("insert or ignore into entries values (?,?,?,?,?,?)", rows)
        if not got["next"]:
            break
        page += 1
    base.execute("create index days on entries(day)")
    base.execute("insert into words(words) values('rebuild')")
    base.commit()
    base.close()
    process = subprocess.Popen([program, "serve", str(Path(folder) / "facts.db"), "--port", "8979"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    origin = "http://127.0.0.1:8979"
    for _ in range(100):
        try:
            get(origin)
            break
        except OSError:
            time.sleep(0.2)
    paths = [f"/facts/entries/{quote(i)}" for i in ids[:: max(1, len(ids) // 200)]] + ["/facts/entries?_sort=day", "/facts/entries?_facet=type", "/facts"]
    print("datasette", *load(mix(paths, folder, "datasette"), origin, seconds))
    process.terminate()
    process.wait(10)


if __name__ == "__main__":
    main()
