"""What a million entries cost, from fewer: seconds of one core and bytes, step by step, on invented documents.

    cost.py [--count 500] [--entries 40]
    cost.py --file CHRONICLE --count 100      # of a file's own kind of entries, so many times over

Reads in lots of 64 documents as an engine would, makes the tables of facts and the partials, packs both as Parquet, and merges all registers. Says how many
entries it was measured on; the figures for a million are these times what is missing, which holds for what grows with the entries, and so are those for ten
million and a thousand million, which nobody has run. Merging grows with how often a key is named, which no small run shows; of the key that most entries
bear it is said what memory its merge takes.
"""

from __future__ import annotations

import argparse
import io
import pathlib
import platform
import resource
import subprocess
import sys
import tempfile
import time

import invented_documents
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq

import dashiji
from dashiji import apart, engines, registers


def parquet(table: pa.Table) -> int:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.tell()


# Of a process that was begun by a large one `getrusage` tells the memory of that one.
MERGE = """
import re, sys
import pyarrow.parquet as pq
from dashiji import registers
most = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024
group = pq.read_table(sys.argv[1])
registers.rows(group.slice(0, 1))
before = most()
registers.rows(group)
print(most() - before)
"""


def heaviest(partials: pa.Table, rows: pa.Table) -> tuple[str, str, int, int]:
    """The key that most entries bear, its register, how many they are and the bytes that a process of its own needs to merge it."""
    row = max(rows.select(["register", "key", "entries"]).to_pylist(), key=lambda row: row["entries"] or 0)
    own = pa.compute.and_(pa.compute.equal(partials["register"], row["register"]), pa.compute.equal(partials["key"], row["key"]))
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "group.parquet"
        pq.write_table(partials.filter(own), path)
        done = subprocess.run([sys.executable, "-c", MERGE, path], capture_output=True, check=True)
    return row["key"], row["register"], row["entries"], int(done.stdout)


def shown(value: float, unit: str) -> str:
    """A large figure in a unit that suits it; seconds are hours of one core."""
    if unit == "s":
        return f"{value / 3600:.1f} core hours"
    return f"{value / 1e3:.1f} GB" if unit == "MB" else f"{value / 1e6:.0f} million"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--entries", type=int, default=40)
    parser.add_argument("--file", type=pathlib.Path)
    asked = parser.parse_args()
    if asked.file:
        data = asked.file.read_bytes()
        # A line more makes another document of it.
        documents = [dashiji.Source(data + b"\n" * n, f"{n}.txt") for n in range(asked.count)]
    else:
        made = (invented_documents.document(n, asked.entries) for n in range(asked.count))
        documents = [dashiji.Source(data, name, **told) for name, data, told in made]
    size = sum(len(document.data) for document in documents)
    lots = [documents[k : k + 64] for k in range(0, len(documents), 64)]

    def timed(what):
        began = time.process_time()
        made = what()
        return made, time.process_time() - began

    tables, reading = timed(lambda: [dashiji.facts(lot).to_arrow() for lot in lots])
    both, together = timed(lambda: [registers.partials(lot)[0] for lot in lots])
    # The same as engines do it, in a process beside this one: seconds of both.
    batches = [pa.Table.from_pylist([{"data": source.data, "path": source.path, "region": source.region, "period": source.period} for source in lot]) for lot in lots]

    def beside() -> None:
        for batch in batches:
            engines.tables_of(batch, apart=True)
        apart.reader().end()

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _, here = timed(beside)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    there = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    whole = {name: pa.concat_tables([lot[name] for lot in tables]) for name in tables[0]}
    partials = pa.concat_tables(both)
    rows, merging = timed(lambda: registers.merged(partials))
    entries = whole["entries"].num_rows
    facts = sum(parquet(table) for table in whole.values())
    per = 1_000_000 / entries
    print(f"dashiji {dashiji.__version__}, {platform.machine()}, {asked.count} documents, {entries} entries, {size / 1e6:.2f} MB of text, {size / entries:.0f} bytes an entry")
    print(f"{'':34}{'measured':>14}{'a million entries':>20}{'reckoned: 10^7':>18}{'10^9':>18}")
    for what, value, unit in [
        ("reading, tables of facts", reading, "s"), ("reading, tables and partials", together, "s"),
        ("the same in a process beside", here + there, "s"), ("merging all registers", merging, "s"),
        ("facts in memory (Arrow)", sum(t.nbytes for t in whole.values()) / 1e6, "MB"), ("facts as Parquet", facts / 1e6, "MB"),
        ("partials on the wire (Arrow)", partials.nbytes / 1e6, "MB"), ("partials as Parquet", parquet(partials) / 1e6, "MB"),
        ("partials", partials.num_rows, "rows"), ("rows of registers", rows.num_rows, "rows"), ("rows of registers as Parquet", parquet(rows) / 1e6, "MB"),
    ]:
        print(f"{what:34}{value:10.1f} {unit:<4}{value * per:15.0f} {unit:<4}{shown(value * per * 10, unit):>18}{shown(value * per * 1000, unit):>18}")
    key, register, bear, memory = heaviest(partials, rows)
    print(f"{register} {key}: {bear} entries bear it, its merge takes {memory / 1e6:.0f} MB, {memory / bear / 1e3:.1f} kB an entry")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB; partials an entry: {partials.num_rows / entries:.1f}")
    assert set(engines.TABLES) >= set(whole)


if __name__ == "__main__":
    main()
