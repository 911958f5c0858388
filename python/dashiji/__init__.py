"""Reads chronicles (大事记): dated entries, people with the office they held, places with codes, documents and figures, each tied to its characters.

    import dashiji

    reading = dashiji.read("云岭县2021年大事记.txt", region="云岭县")
    for entry in reading.entries:
        print(entry.date and entry.date.first, entry.headline and entry.headline.text)
    people = reading.to_arrow()["people"]

`facts` reads many documents into tables and never fails for one of them: what cannot be read is a row of the table `errors`.
`dashiji.registers` merges registers by key, under the group-by of whatever runs the machines.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _dashiji, facts as _facts
from ._dashiji import Unreadable, __version__, phrase, tokens
from .facts import Entry, Finding
from .tables import Source, Tables, handed

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "Entry", "Finding", "Reading", "Source", "Tables", "Unreadable", "__version__", "check", "facts", "ledgers", "phrase", "read", "tokens",
]


class Reading:
    """A document with what was read from it."""

    def __init__(self, inner: _dashiji.Reading) -> None:
        self._inner = inner

    @cached_property
    def document(self) -> _facts.Document:
        """What the document says of itself."""
        return _facts.made(_facts.Document, json.loads(self._inner.about()))

    @cached_property
    def text(self) -> str:
        """The decoded text, in which positions are counted."""
        return self._inner.text()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries in order."""
        return tuple(_facts.made(Entry, json.loads(line)) for line in self._inner.lines())

    @cached_property
    def collated(self) -> tuple[Entry, ...]:
        """The same with the posts that other entries of the document tell of (basis `carried`)."""
        return tuple(_facts.made(Entry, json.loads(line)) for line in self._inner.carried())

    def jsonl(self) -> str:
        """The lines that `dashiji read --format jsonl` prints."""
        lines = self._inner.lines() or [json.dumps({"document": json.loads(self._inner.about())}, ensure_ascii=False, separators=(",", ":"))]
        return "".join(line + "\n" for line in lines)

    def check(self, *, profile: str = "auto", language: str = "zh") -> tuple[Finding, ...]:
        """What an editor should look at. `profile`: auto, month, yearbook, gazetteer, historical, emergency, off."""
        return tuple(_facts.made(Finding, json.loads(line)) for line in self._inner.check(profile, language))

    def ledgers(self) -> dict[str, Any]:
        """What the figures say together: answers, series, equations, what was in force, reports (docs/format.md)."""
        account: dict[str, Any] = json.loads(self._inner.account())
        return account

    def tables(self, *, profile: str | None = None, language: str = "zh") -> Tables:
        """The facts as tables; with a profile the findings too."""
        return Tables(self._inner.tables(profile, language))

    def to_arrow(self, *, profile: str | None = None, language: str = "zh") -> dict[str, pyarrow.Table]:
        """The facts as pyarrow tables, by name."""
        return self.tables(profile=profile, language=language).to_arrow()

    def tokens(self) -> dict[int, str]:
        """What a search index is given of each entry, by number: pairs parted by spaces (docs/scale.md)."""
        return {entry.number: tokens(self.text[entry.span.slice]) for entry in self.entries}

    def __repr__(self) -> str:
        return f"<Reading of {self.document.path or self.document.sha256[:12]}>"


def read(
    source: bytes | str | os.PathLike[str],
    *,
    path: str | None = None,
    period: str | None = None,
    region: str | None = None,
    title: str | None = None,
    series: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    site: str | None = None,
    url: str | None = None,
    accessed: str | None = None,
) -> Reading:
    """Reads a document: bytes as received, or the path of a file (plain text, HTML, Word, Excel, CSV).

    `period` is 2020-02, 2020, 1986/1995 or the year of a reign; `region` a name or a six-digit code. What is left open is taken from the document.

    Raises `Unreadable` (its `args` are a code and the words) where the bytes are no text, or the reader itself fails (code `panic`).
    """
    if not isinstance(source, (bytes, bytearray, memoryview)):
        path = os.fspath(source) if path is None else path
        source = Path(source).read_bytes()
    told = {
        "period": period, "region": region, "title": title, "series": series, "published": published, "source": publisher,
        "site": site, "url": url, "accessed": accessed,
    }
    return Reading(_dashiji.Reading(bytes(source), path, {name: value for name, value in told.items() if value}))


def facts(sources: Iterable[Source | Mapping[str, Any]], *, profile: str | None = None, language: str = "zh") -> Tables:
    """Tables over many documents; with a profile each document is checked by itself. What cannot be read is a row of the table `errors`."""
    return Tables(_dashiji.tables([handed(source) for source in sources], profile, language))


def check(source: bytes | str | os.PathLike[str], *, profile: str = "auto", language: str = "zh", **told: Any) -> tuple[Finding, ...]:
    """What an editor should look at in a document; `told` as for `read`."""
    return read(source, **told).check(profile=profile, language=language)


def ledgers(source: bytes | str | os.PathLike[str], **told: Any) -> dict[str, Any]:
    """What the figures of a document say together; `told` as for `read`."""
    return read(source, **told).ledgers()
