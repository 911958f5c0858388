"""Tables of facts: Arrow streams by name. pyarrow, polars and DuckDB take them as they are; none is needed to make them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from . import _dashiji

if TYPE_CHECKING:
    import pyarrow


#: What is told of a row's document, of the row.
Told = Callable[[Mapping[str, Any]], Mapping[str, Any]]

#: A name, bytes (none where there is nothing to read), what is told.
Handed = tuple[str | None, bytes | None, dict[str, str]]


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

    def handed(self) -> Handed:
        """As the engine takes it."""
        if not isinstance(self.data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data is {type(self.data).__name__}, not bytes")
        told = {field.name: getattr(self, field.name) for field in fields(self) if field.name not in ("data", "path")}
        return _plain(self.path), bytes(self.data), {name: _plain(value) or "" for name, value in told.items() if value}


def _plain(words: Any) -> str | None:
    """Words as UTF-8 has them; a path of other bytes loses those."""
    return None if words is None else str(words).encode("utf-8", "replace").decode()


def handed(source: Source | Mapping[str, Any], told: Told | None = None) -> Handed:
    """A source as the engine takes it; one that means nothing is handed over as why it does, so that it becomes a row of `errors`."""
    try:
        return Source.of({**source, **told(source)} if told and isinstance(source, Mapping) else source).handed()
    except Exception as error:
        path = source.path if isinstance(source, Source) else source.get("path")
        return _plain(path), None, {"": f"{type(error).__name__}: {error}"}


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
