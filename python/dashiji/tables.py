"""Tables of facts: Arrow streams by name. pyarrow, polars and DuckDB take them as they are; none is needed to make them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from . import _dashiji

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be read: its bytes and what is told of it."""

    data: bytes
    path: str | None = None
    period: str | None = None
    region: str | None = None
    title: str | None = None
    series: str | None = None
    source: str | None = None
    site: str | None = None
    published: str | None = None
    url: str | None = None
    accessed: str | None = None

    @classmethod
    def of(cls, told: Source | Mapping[str, Any]) -> Source:
        """A source of a row: `data` (or `content`, as Spark calls it, or `bytes`, as Ray does) and what else bears a field's name."""
        if isinstance(told, Source):
            return told
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in told.items() if name in known}
        for name in ("content", "bytes"):
            if "data" not in values and name in told:
                values["data"] = told[name]
        return cls(**values)

    def handed(self) -> tuple[str | None, bytes, dict[str, str]]:
        """As the engine takes it."""
        told = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in ("data", "path")}
        return self.path, bytes(self.data), {name: value for name, value in told.items() if value}


class Tables(Mapping[str, bytes]):
    """Tables by name, each an Arrow IPC stream: `polars.read_ipc_stream(tables["people"])`."""

    def __init__(self, streams: dict[str, bytes]) -> None:
        self._streams = streams

    def __getitem__(self, name: str) -> bytes:
        return self._streams[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._streams)

    def __len__(self) -> int:
        return len(self._streams)

    def to_arrow(self) -> dict[str, pyarrow.Table]:
        """The same as pyarrow tables; their columns are views of the streams, nothing is copied."""
        return {name: arrow(stream) for name, stream in self._streams.items()}


def arrow(stream: bytes) -> pyarrow.Table:
    """A stream as a pyarrow table."""
    try:
        import pyarrow.ipc
    except ImportError as error:
        raise ImportError("to_arrow needs pyarrow: pip install 'dashiji[arrow]'") from error
    return pyarrow.ipc.open_stream(stream).read_all()


@cache
def schemas() -> dict[str, pyarrow.Schema]:
    """The schemas of all tables, and of `partials` (dashiji.registers); what a column means is in its metadata."""
    return {name: arrow(stream).schema for name, stream in _dashiji.schemas().items()}
