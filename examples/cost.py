"""What a million entries cost, from fewer: seconds of one core and bytes, step by step, on invented documents.

    cost.py [--count 500] [--entries 40]
    cost.py --file CHRONICLE --count 100      # of a file's own kind of entries, so many times over

Reads in lots of 64 documents as an engine would, makes the tables of facts and the partials, packs both as Parquet, and merges all registers. Says how many
entries it was measured on; the figures for a million are these times what is missing, which holds for what grows with the entries. Merging grows with how
often a key is named, which no small run shows.
"""

from __future__ import annotations

import argparse
import io
import pathlib
import platform
import resource
import time

import invented_documents
import pyarrow as pa
import pyarrow.parquet as pq

import dashiji
from dashiji import engines, registers


def parquet(table: pa.Table) -> int:
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.tell()


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
    whole = {name: pa.concat_tables([lot[name] for lot in tables]) for name in tables[0]}
    partials = pa.concat_tables(both)
    rows, merging = timed(lambda: registers.merged(partials))
    entries = whole["entries"].num_rows
    facts = sum(parquet(table) for table in whole.values())
    per = 1_000_000 / entries
    print(f"dashiji {dashiji.__version__}, {platform.machine()}, {asked.count} documents, {entries} entries, {size / 1e6:.2f} MB of text, {size / entries:.0f} bytes an entry")
    print(f"{'':34}{'measured':>14}{'a million entries':>20}")
    for what, value, unit in [
        ("reading, tables of facts", reading, "s"), ("reading, tables and partials", together, "s"), ("merging all registers", merging, "s"),
        ("facts in memory (Arrow)", sum(t.nbytes for t in whole.values()) / 1e6, "MB"), ("facts as Parquet", facts / 1e6, "MB"),
        ("partials on the wire (Arrow)", partials.nbytes / 1e6, "MB"), ("partials as Parquet", parquet(partials) / 1e6, "MB"),
        ("partials", partials.num_rows, "rows"), ("rows of registers", rows.num_rows, "rows"), ("rows of registers as Parquet", parquet(rows) / 1e6, "MB"),
    ]:
        print(f"{what:34}{value:10.1f} {unit:<4}{value * per:15.0f} {unit}")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB; partials an entry: {partials.num_rows / entries:.1f}")
    assert set(engines.TABLES) >= set(whole)


if __name__ == "__main__":
    main()
