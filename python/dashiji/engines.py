"""For engines that hand over Arrow batches (Spark's mapInArrow and applyInArrow, Ray's map_batches and map_groups): each document is read once, whatever is made of it.

    batches of documents ── streams ──> (table, stream)      one row a table and batch, kept while the tables are taken out of it
                         ── table("people") ──> rows of people

A batch of documents has a column `data`, `content` (Spark) or `bytes` (Ray), and, where they are known, `path`, `period`, `region` and what else `dashiji.Source` has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa

from . import _dashiji, apart as _apart
from .registers import PARTIALS, ROWS, groups, history, offices, rows
from .tables import Told, arrow, handed, schemas

__all__ = ["PARTIALS", "ROWS", "STREAMS", "TABLES", "groups", "history", "offices", "rows", "schema", "streams", "table", "tables_of"]

#: What `streams` gives.
STREAMS: pa.Schema = pa.schema([("table", pa.string()), ("stream", pa.binary())])

#: The tables that can be taken out of it.
TABLES: tuple[str, ...] = tuple(schemas())


def schema(name: str) -> pa.Schema:
    """A table's schema, without what its columns mean: engines compare schemas whole."""
    plain = [pa.field(field.name, field.type) for field in schemas()[name]]
    return pa.schema(plain)


def tables_of(
    batch: pa.RecordBatch | pa.Table, told: Told | None = None, profile: str | None = None, language: str = "zh", *, apart: bool = False, seconds: float | None = None
) -> pa.Table:
    """The tables of a batch of documents. `told` makes of a row what is told of its document: `lambda row: {"region": row["path"][:6]}`.

    With `apart` they are read in a process beside this one: a document that ends it, or takes more than `seconds`, is a row of `errors` (code `killed` or `slow`).
    """
    documents = [handed(row, told) for row in batch.to_pylist()]
    if apart or seconds:
        parts = list(_apart.reader().each((documents, profile, language, True), seconds))
    else:
        parts = [_dashiji.tables(documents, profile, language, True)]
    rows = [(name, stream) for part in parts for name, stream in part.items()]
    return pa.table({"table": [name for name, _ in rows], "stream": [stream for _, stream in rows]}, schema=STREAMS)


def streams(
    told: Told | None = None, profile: str | None = None, language: str = "zh", *, apart: bool = False, seconds: float | None = None
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The same for `mapInArrow`."""

    def of(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from tables_of(batch, told, profile, language, apart=apart, seconds=seconds).to_batches()

    return of


def table(name: str) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Takes a table out of what `streams` gave, for `mapInArrow`."""

    def of(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for row in batch.to_pylist():
                if row["table"] == name:
                    yield from arrow(row["stream"]).cast(schema(name)).to_batches()

    return of
