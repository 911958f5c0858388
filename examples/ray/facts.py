"""Documents → facts → registers and ledgers by key → Parquet, on Ray, with the wheel in map_batches and map_groups.

    python examples/ray/facts.py FOLDER OUT [--blocks N] [--seed N]

FOLDER and OUT are as in examples/spark/facts.py. A document that cannot be read, or that ends the process that reads it, is a row of `errors`; a worker that
dies is replaced by Ray and its blocks are read again to the same rows.
"""

from __future__ import annotations

import argparse
import pathlib
import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import ray
import ray.data

from dashiji import engines


def told(row: Mapping[str, Any]) -> dict[str, str]:
    """What the path of a document tells of it: region and month."""
    path = "/" + row["path"].lstrip("/")
    found = re.search(r"/(\d{6})/(\d{4}-\d{2})-", path)
    return {"path": path} | ({"region": found[1], "period": found[2]} if found else {})


def streams(folder: str, blocks: int | None = None, seed: int | None = None) -> ray.data.Dataset:
    """The tables of all documents, each document read once."""
    files = ray.data.read_binary_files(folder, include_paths=True, file_extensions=["txt", "html", "docx", "xlsx"])
    if seed is not None:
        files = files.random_shuffle(seed=seed)
    if blocks is not None:
        files = files.repartition(blocks)
    read = files.map_batches(lambda batch: engines.tables_of(batch, told, profile="auto", apart=True), batch_format="pyarrow", batch_size=64)
    return read.materialize()


def table(made: ray.data.Dataset, name: str) -> ray.data.Dataset:
    def of(batch: pa.Table) -> pa.Table:
        return pa.Table.from_batches(engines.table(name)(batch.to_batches()), schema=engines.schema(name))

    return made.map_batches(of, batch_format="pyarrow", batch_size=None)


def registers(made: ray.data.Dataset) -> ray.data.Dataset:
    """The rows of all registers."""
    partials = table(made, "partials").materialize()
    pairs: set[tuple[str, str]] = set()
    for batch in partials.select_columns(["key", "beside"]).iter_batches(batch_format="pyarrow"):
        pairs.update((row["key"], other) for row in batch.to_pylist() for other in row["beside"] or ())
    joined = engines.groups(sorted(pairs))

    def grouped(batch: pa.Table) -> pa.Table:
        columns = zip(batch["register"].to_pylist(), batch["key"].to_pylist(), strict=True)
        groups = [joined.get(key, key) if register == "documents" else key for register, key in columns]
        return batch.append_column("group", pa.array(groups, pa.string()))

    keyed = partials.map_batches(grouped, batch_format="pyarrow")
    by_key = keyed.groupby(["register", "group"]).map_groups(lambda group: engines.rows(group.drop_columns(["group"])), batch_format="pyarrow").materialize()
    named: set[str] = set()
    entries: dict[str, int] = {}
    for batch in by_key.iter_batches(batch_format="pyarrow"):
        for row in batch.select(["register", "key", "entries", "names"]).to_pylist():
            named.update(row["names"] or ())
            if row["register"] == "organizations":
                entries[row["key"]] = row["entries"]
    counts = {key: entries[key] for key in named & entries.keys()}

    def only(batch: pa.Table, held: bool) -> pa.Table:
        return batch.filter(pa.array([(register == "held") == held for register in batch["register"].to_pylist()], pa.bool_()))

    told_of = by_key.map_batches(lambda batch: engines.history(only(batch, False), counts), batch_format="pyarrow")
    held = by_key.map_batches(lambda batch: only(batch, True), batch_format="pyarrow")
    return told_of.union(held.groupby("key").map_groups(engines.offices, batch_format="pyarrow"))


def write(made: ray.data.Dataset, out: pathlib.Path) -> None:
    for name in engines.TABLES:
        if name != "partials":
            table(made, name).write_parquet(str(out / name))
    registers(made).write_parquet(str(out / "registers"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--blocks", type=int)
    parser.add_argument("--seed", type=int, help="shuffle the documents first")
    asked = parser.parse_args()
    ray.init(include_dashboard=False)
    write(streams(asked.folder, asked.blocks, asked.seed), asked.out)


if __name__ == "__main__":
    main()
