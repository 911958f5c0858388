"""Registers as merges: people, offices, places, organizations, documents and ledgers over any number of documents, key by key.

    documents ── partials ──> (register, key, packed entries)      one task a part of the documents; order and repetition do not show
              ── group by register, key ── rows ──> one register's rows of one key, and what people held
              ── of what was held, group by key ── offices ──> offices

Every function takes and gives pyarrow tables, as `mapInArrow`, `applyInArrow` and `map_batches` hand them over. `line` of a row is what `dashiji who`,
`offices`, `places`, `organizations`, `documents` and `ledger` print with `--format json`, byte for byte; sorted by rank, key and number they are in its order.
Partials are packed in a form of this version's own: merge them with the version that made them.

Nothing fails for one document's or one key's sake: what cannot be read is a row of `errors`, a key that cannot be merged a row whose `error` says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute

from . import _dashiji
from .tables import Source, arrow, handed, schemas

#: What `partials` gives.
PARTIALS: pa.Schema = schemas()["partials"].remove_metadata()

#: What `rows`, `offices` and `history` give. Of the register `held`, `key` is an office's and `rank` the person's.
ROWS: pa.Schema = pa.schema(
    [
        ("register", pa.string()), ("key", pa.string()), ("rank", pa.string()), ("number", pa.int32()), ("line", pa.string()),
        ("entries", pa.int32()), ("names", pa.list_(pa.string())), ("error", pa.string()),
    ]
)

#: The registers that come of partials; offices come of people.
REGISTERS: tuple[str, ...] = tuple(_dashiji.registers())


def partials(sources: Iterable[Source | Mapping[str, Any]]) -> tuple[pa.Table, pa.Table]:
    """What documents give of every key of every register; and those that cannot be read (the table `errors`)."""
    made = _dashiji.tables([handed(source) for source in sources], partials=True)
    return arrow(made["partials"]).cast(PARTIALS), arrow(made["errors"])


def groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of titles and the short forms they were given (`key`, `beside` of the register `documents`): the key that each is to be grouped by."""
    return _dashiji.groups(list(pairs))


def rows(table: pa.Table) -> pa.Table:
    """The rows of a group of partials: one register, one key; of `documents` the keys of one group."""
    found: list[dict[str, Any]] = []
    by_register: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for part in table.to_pylist():
        by_register[part["register"]].append(part)
    for register, parts in by_register.items():
        group = [(part["key"], part["about"], part["numbers"], part["ids"], part["data"]) for part in parts]
        try:
            made = _dashiji.rows(register, group)
        except Exception as error:  # A key that cannot be merged is a row like another.
            found.append(_failed(register, min(part["key"] for part in parts), error))
            continue
        person, place = None, 0
        for key, rank, number, line, held, names, entries in made:
            found.append(_row(register, key, rank, number, line, entries, names))
            person, place = key, 0 if key != person else place
            for office, holder in held:
                found.append(_row("held", office, key, place, holder))
                place += 1
    return pa.Table.from_pylist(found, schema=ROWS)


def offices(table: pa.Table) -> pa.Table:
    """An office's row, of a group of rows of the register `held` of one key."""
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in table.to_pylist():
        held[row["key"]].append(row)
    found = []
    for key, group in held.items():
        group.sort(key=lambda row: (row["rank"].encode(), row["number"]))
        try:
            rank, line = _dashiji.office(key, [row["line"] for row in group])
            found.append(_row("offices", key, rank, 0, line))
        except Exception as error:
            found.append(_failed("offices", key, error))
    return pa.Table.from_pylist(found, schema=ROWS)


def history(table: pa.Table, counts: Mapping[str, int]) -> pa.Table:
    """Rows of bodies with the names before and after them; `counts` has the `entries` of the keys among all `names`."""
    found = []
    for row in table.to_pylist():
        if row["names"] and not row["error"]:
            own = {name: counts[name] for name in row["names"] if name in counts}
            try:
                row["line"] = _dashiji.history(row["line"], own)
            except Exception as error:
                row = _failed(row["register"], row["key"], error)
        found.append(row)
    return pa.Table.from_pylist(found, schema=ROWS)


def merged(table: pa.Table) -> pa.Table:
    """All registers of some partials, on this machine alone: what an engine does over many, in a few lines. Sorted by register, rank, key and number."""
    joined = groups(_pairs(table))
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, (register, key) in enumerate(zip(table["register"].to_pylist(), table["key"].to_pylist(), strict=True)):
        by_key[register, joined.get(key, key) if register == "documents" else key].append(at)
    made = pa.concat_tables([rows(table.take(group)) for group in by_key.values()] or [ROWS.empty_table()])
    named = {name for names in made["names"].to_pylist() for name in names or ()}
    entries = zip(made["register"].to_pylist(), made["key"].to_pylist(), made["entries"].to_pylist(), strict=True)
    counts = {key: count for register, key, count in entries if register == "organizations" and key in named}
    is_held = pa.array([register == "held" for register in made["register"].to_pylist()], pa.bool_())
    told = history(made.filter(pa.compute.invert(is_held)), counts)
    whole = pa.concat_tables([told, offices(made.filter(is_held))])
    return whole.sort_by([(name, "ascending") for name in ("register", "rank", "key", "number")])


def _pairs(table: pa.Table) -> Iterator[tuple[str, str]]:
    for key, beside in zip(table["key"].to_pylist(), table["beside"].to_pylist(), strict=True):
        yield from ((key, other) for other in beside or ())


def _row(register: str, key: str, rank: str, number: int, line: str, entries: int = 0, names: Iterable[str] = ()) -> dict[str, Any]:
    return {
        "register": register, "key": key, "rank": rank, "number": number, "line": line, "entries": entries, "names": list(names), "error": None,
    }


def _failed(register: str, key: str, error: BaseException) -> dict[str, Any]:
    return _row(register, key, "", 0, "") | {"error": f"{type(error).__name__}: {error}"}
