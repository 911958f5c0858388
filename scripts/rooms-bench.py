"""How fast a base is served, beside Datasette serving the same facts in the same run.

    scripts/rooms-bench.py BASE [--seconds 8] [--program target/release/dashiji] [--cold-only]

First every kind of page, each address once and never made before (cold): wall time, and processor time of the server. Then a mix of
pages under load, kept since they were made and made anew for every request. Last, beside Datasette: one row, one filtered list, one
search, each asked for by many different addresses. Needs wrk and, for the peer, datasette (pip install datasette). A base of any size is
made by scripts/rooms-base.py.
"""

import argparse
import json
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

MOST = 150 << 10


def get(address):
    began = time.perf_counter()
    request = urllib.request.Request(address, headers={"Accept-Language": "zh"})
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
    return (time.perf_counter() - began) * 1000, len(body), body


def spent(process):
    """Processor time of all threads so far, in milliseconds."""
    total = 0
    for task in Path(f"/proc/{process.pid}/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[0])
        except OSError:
            pass
    return total / 1e6


def memory(process):
    status = Path(f"/proc/{process.pid}/status").read_text()
    return {key: int(re.search(rf"{key}:\s+(\d+)", status).group(1)) / 1024 for key in ("VmRSS", "VmHWM")}


def items(origin, call):
    return json.loads(get(f"{origin}/api/{call}")[2])["items"]


def p95(values):
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def load(script, origin, seconds):
    command = ["wrk", "-t2", "-c16", f"-d{seconds}s", "--latency", "-s", script, origin]
    out = subprocess.run(command, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    p99 = re.search(r"99%\s+([\d.]+\w+)", out)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out), re.search(r"Socket errors: (.*)", out)
    return float(rate.group(1)) if rate else 0.0, p99 and p99.group(1), [b.group(0) for b in bad if b]


def mix(paths, folder, name, anew=False):
    """Asks for these paths in turn; `anew` makes each address one that was never asked for."""
    script = Path(folder) / f"{name}.lua"
    listed = ",\n".join(json.dumps(p, ensure_ascii=True) for p in paths)
    path = "paths[k] .. (paths[k]:find('?') and '&' or '?') .. 'anew=' .. id .. '-' .. n" if anew else "paths[k]"
    script.write_text(f"""local paths = {{
{listed}
}}
local threads = 0
function setup(thread) thread:set('id', threads) threads = threads + 1 end
function init() k = id * 7 n = 0 end
request = function()
  k = k % #paths + 1
  n = n + 1
  return wrk.format('GET', {path})
end
""")
    return str(script)


def kinds(origin, about, dice):
    found = {"entry": []}
    for page in range(1, 11):
        found["entry"] += [i["link"] for i in items(origin, f"entries?size=20&page={page * about['entries'] // 220}")]
    for kind, call in (("person", "people"), ("place", "places"), ("organization", "organizations"), ("document", "documents"), ("source", "sources")):
        listed = items(origin, f"{call}?size=500")
        # The heaviest, and some of the others.
        found[kind] = [i["link"] for i in listed[:10] + dice.sample(listed[10:], max(0, min(40, len(listed) - 10)))]
    found["text"] = [f"{link}/text" for link in found["source"][:20]]
    first, last = about["first"], about["last"]
    months = [f"{y}-{m:02}" for y in range(int(first[:4]), int(last[:4]) + 1) for m in range(1, 13)]
    months = [m for m in months if first[:7] <= m <= last[:7]]
    found["month"] = [f"/month/{m}" for m in dice.sample(months, min(40, len(months)))]
    found["month by type"] = [f"/month/{m}?type={t}" for m in dice.sample(months, min(20, len(months))) for t in ("meeting", "visit")]
    found["day"] = [f"/day/{m}-{dice.randrange(1, 28):02}" for m in months]
    found["year"] = [f"/timeline?from={y}&to={y}" for y in range(int(first[:4]), int(last[:4]) + 1)]
    found["map"] = ["/map"] + [f"/map?from={m}&to={last}" for m in dice.sample(months, min(15, len(months)))]
    names = [n["name"] for n in items(origin, "people?size=60")]
    found["network"] = ["/network", "/network?names=120"] + [f"/network?person={quote(n)}" for n in names[:20]]
    words = "会议 防汛 水利局 检查 县长 召开 100 供水 项目 暴雨 调研 where:340000 type:meeting \"工作会议\"".split() + ["(防汛 OR 供水) NOT 会议"]
    found["search"] = [f"/search?q={quote(w)}" for w in words + names[20:50] + [f"who:{n}" for n in names[50:60]]]
    found["lists"] = ["/", "/sources", "/people", "/offices", "/places", "/organizations", "/documents", "/ledgers", "/timeline", "/findings", "/rulings", "/about", "/help", "/api"]
    found["lists, inside"] = [f"/{name}?page={page}" for name in ("people", "organizations", "documents", "offices", "places", "sources", "findings", "ledgers") for page in (2, 3)]
    found["lists, by name"] = [f"/{name}?name={quote(part)}" for name in ("people", "offices", "places", "organizations", "documents") for part in ("王", "县", "县长")]
    found["ledger"] = [one["link"] for one in items(origin, "ledgers")[:20]]
    found["feed"] = ["/feed.atom", "/feed.json"] + [f"/feed.atom?q={quote(n)}" for n in names[:10]]
    found["for programs"] = [f"/api/{call}" for call in ("about", "people?size=100", "entries?size=100", "findings?size=50", "timeline", "map", "network", "offices")]
    return found


def cold(origin, room, found):
    print("page, cold: number, wall p50, p95 | processor p50, p95 ms | most KB")
    walls, processors, worst = [], [], 0
    for kind, paths in found.items():
        wall, processor, sizes = [], [], []
        for path in paths:
            before = spent(room)
            try:
                took, size, _ = get(origin + path)
            except urllib.error.HTTPError as error:
                print(f"  {path}: {error.code}")
                continue
            processor.append(max(0.0, spent(room) - before))
            wall.append(took)
            sizes.append(size)
        if not wall:
            continue
        walls += wall
        processors += processor
        large = max(sizes)
        worst = max(worst, large) if not kind.startswith("for") else worst
        slow = paths[processor.index(max(processor))] if max(processor) > 50 else ""
        print(f"{kind:15} {len(wall):4} {statistics.median(wall):8.1f} {p95(wall):8.1f} | {statistics.median(processor):8.1f} {p95(processor):8.1f} | {large / 1024:7.1f}{' TOO LARGE' if large > MOST and not kind.startswith('for') else ''} {slow}")
    print(f"{'all':15} {len(walls):4} {statistics.median(walls):8.1f} {p95(walls):8.1f} | {statistics.median(processors):8.1f} {p95(processors):8.1f} | {worst / 1024:7.1f}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("base")
    arguments.add_argument("--seconds", type=int, default=8)
    arguments.add_argument("--program", default="target/release/dashiji")
    arguments.add_argument("--cold-only", action="store_true")
    arguments.add_argument("--writes", action="store_true", help="acts by the API on a copy of the base instead: wall time, and processor time of the threads that answer and index")
    given = arguments.parse_args()
    if given.writes:
        return writes(given.program, given.base)
    began = time.perf_counter()
    command = [given.program, "serve", "--base", given.base, "--port", "0"]
    room = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    origin = re.search(r"http://[\d.:]+", room.stdout.readline()).group()
    try:
        about = json.loads(get(f"{origin}/api/about")[2])
        print(f"{about['entries']} entries; open after {time.perf_counter() - began:.1f} s, {spent(room) / 1000:.1f} s of processor, {memory(room)['VmRSS']:.0f} MB")
        made(origin, room, "ledgers")
        made(origin, room, "findings")
        print(f"memory now {memory(room)['VmRSS']:.0f} MB, most {memory(room)['VmHWM']:.0f} MB")
        dice = random.Random(7)
        found = kinds(origin, about, dice)
        cold(origin, room, found)
        if not given.cold_only:
            under_load(origin, room, found, dice, given.seconds)
    finally:
        room.terminate()
        code = room.wait(20)
    sys.exit(code)


def writes(program, base):
    """Corrections, edits of a text and corrections taken back, each when what the one before set off is done."""
    with tempfile.TemporaryDirectory(dir=Path(base).resolve().parent) as folder:
        copy = shutil.copytree(base, Path(folder) / "base")
        room = subprocess.Popen([program, "serve", "--base", copy, "--port", "0"], stdout=subprocess.PIPE, text=True)
        origin, key = next(found.groups() for found in (re.search(r"(http://[\d.:]+)/enter\?key=(\w+)", line) for line in room.stdout) if found)
        times = {}

        def answering():
            threads = [task for task in Path(f"/proc/{room.pid}/task").iterdir() if (task / "comm").read_text().startswith(("reading-room", "thrd"))]
            return sum(int((task / "schedstat").read_text().split()[0]) for task in threads) / 1e6

        def act(name, path, body, head=None):
            before = spent(room)
            while True:
                time.sleep(0.25)
                now = spent(room)
                if now - before < 3:
                    break
                before = now
            headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"} | ({"If-Match": f'"{head}"'} if head else {})
            request = urllib.request.Request(origin + path, data=json.dumps(body | {"by": "bench"}).encode(), headers=headers)
            began, before = time.perf_counter(), answering()
            with urllib.request.urlopen(request) as answer:
                done = json.load(answer)
            times.setdefault(name, []).append(((time.perf_counter() - began) * 1000, answering() - before))
            return done

        try:
            ids = [item["id"] for page in range(1, 5) for item in items(origin, f"entries?size=20&page={page * 90}")]
            rulings = []
            for entry in ids[:24]:
                person = (json.loads(get(f"{origin}/api/entries/{entry}")[2]).get("people") or [{}])[0].get("name")
                if person:
                    body = {"act": "correct", "entry": entry, "kind": "person", "quote": person, "to": {"name": person[:-1] + "某"}, "reason": "measured"}
                    rulings.append(act("correct", "/api/rulings", body)["ruling"])
            for entry in ids[40:60]:
                now = json.loads(get(f"{origin}/api/entries/{entry}")[2])
                act("edit", f"/api/entries/{entry}/text", {"text": now["text"] + "特此记录。"}, now["head"])
            for ruling in rulings[:12]:
                act("undo", f"/api/rulings/{ruling}/undo", {})
            for name, told in times.items():
                wall, processor = zip(*told, strict=True)
                print(f"{name:15} {len(told):4} {statistics.median(wall):8.1f} {p95(wall):8.1f} | {statistics.median(processor):8.1f} {p95(processor):8.1f}")
        finally:
            room.terminate()
            room.wait(20)


def made(origin, room, what):
    """Waits for what is made beside the pages."""
    began, before = time.perf_counter(), spent(room)
    while True:
        try:
            get(f"{origin}/api/{what}?size=1")
            break
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(0.2)
    print(f"{what} there after {time.perf_counter() - began:.1f} s, {(spent(room) - before) / 1000:.1f} s of processor")


def under_load(origin, room, found, dice, seconds):
    paths = [path for of in found.values() for path in of]
    dice.shuffle(paths)
    with tempfile.TemporaryDirectory() as folder:
        print("under load, 16 connections: requests a second, p99, faults")
        print(f"mixed, {len(paths)} addresses, kept", *load(mix(paths, folder, "kept"), origin, seconds))
        before = spent(room)
        rate, *rest = load(mix(paths, folder, "anew", True), origin, seconds)
        print("mixed, every page made anew", rate, *rest, f"{(spent(room) - before) / max(1, rate * seconds):.2f} ms of processor a page")
        # What a reader asks for: mostly entries, then lists and names, a search now and then.
        weights = {"entry": 40, "month": 8, "day": 8, "person": 12, "place": 4, "organization": 4, "document": 4, "source": 4, "lists": 6, "year": 2, "search": 8}
        reader = [dice.choice(found[kind]) for kind, share in weights.items() for _ in range(share * 6)]
        dice.shuffle(reader)
        before = spent(room)
        rate, *rest = load(mix(reader, folder, "reader", True), origin, seconds)
        print("a reader's mix, made anew", rate, *rest, f"{(spent(room) - before) / max(1, rate * seconds):.2f} ms of processor a page")
        datasette = shutil.which("datasette") or os.environ.get("DATASETTE")
        if not datasette:
            print("datasette is not here (pip install datasette)")
            return
        ours = {
            "one row": found["entry"],
            "a filtered list": found["month by type"],
            "a search": [p for p in found["search"] if "%3A" not in p and "%20" not in p],
        }
        peer(datasette, origin, ours, folder, seconds)


def peer(program, origin, ours, folder, seconds):
    """The same entries, with their words and who is in them, as SQLite tables; full text beside them, by three characters and more."""
    file = Path(folder) / "facts.db"
    base = sqlite3.connect(file)
    base.execute("create table entries (id text primary key, number int, source text, day text, month text, type text, title text)")
    base.execute("create virtual table entries_fts using fts5(title, content='entries', tokenize='trigram')")
    page, ids = 1, []
    while True:
        got = json.loads(get(f"{origin}/api/entries?size=500&page={page}")[2])
        rows = [(i["id"], i["number"], i["source"], i["from"], (i["from"] or "")[:7], i["type"], i["title"]) for i in got["items"]]
        ids += [r[0] for r in rows]
        base.executemany("insert or ignore into entries values (?,?,?,?,?,?,?)", rows)
        if not got["next"]:
            break
        page += 1
    base.execute("create index months on entries(month, type)")
    base.execute("insert into entries_fts(entries_fts) values('rebuild')")
    base.commit()
    months = [m for (m,) in base.execute("select distinct month from entries where month != ''")]
    base.close()
    command = [program, "serve", str(file), "--port", "8979", "--setting", "sql_time_limit_ms", "5000"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    there = "http://127.0.0.1:8979"
    for _ in range(150):
        try:
            get(there)
            break
        except OSError:
            time.sleep(0.2)
    words = ["工作会议", "水利局", "调研防", "遭受暴雨", "管理办法", "工作队", "工程开工", "防汛工", "春耕生", "档案馆"]
    theirs = {
        "one row": [f"/facts/entries/{quote(i)}" for i in ids[:: max(1, len(ids) // 200)]],
        "a filtered list": [f"/facts/entries?month={m}&type={t}&_facet=type&_sort=day" for m in months[:20] for t in ("meeting", "visit")],
        "a search": [f"/facts/entries?_search={quote(w)}" for w in words],
    }
    # The words that both are asked for.
    ours = ours | {"a search": [f"/search?q={quote(w)}" for w in words]}
    print("beside Datasette: requests a second of ours, p99, faults | of Datasette's | times")
    rates = []
    for kind in ours:
        own = load(mix(ours[kind], folder, "own", True), origin, seconds)
        other = load(mix(theirs[kind], folder, "other", False), there, seconds)
        rates.append(own[0] / max(other[0], 0.01))
        print(f"{kind:16} {own[0]:9.1f} {own[1]} {own[2]} | {other[0]:9.1f} {other[1]} {other[2]} | {rates[-1]:.0f}")
    process.terminate()
    process.wait(10)


if __name__ == "__main__":
    main()
