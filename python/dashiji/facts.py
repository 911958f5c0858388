"""What an entry says, as typed objects: one class an object of the output format (docs/format.md), fields of the same names.

A field with nothing to say is None or an empty tuple. Positions are code points in the document's decoded text, half open; Python counts its strings so too,
so that `reading.text[person.mentions[0].slice]` is the name as it stands. `from` and `to` of a time are
called `first` and `last` here, since `from` is a word of Python's.
"""

from __future__ import annotations

import functools
import types
import typing
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

_NAMES = {"first": "from", "last": "to"}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a fact may be wrong: `some` or `much`, what else it may be, and what it stands on that is weak."""

    grade: str
    rivals: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A range of code points."""

    start: int
    end: int

    @property
    def slice(self) -> slice:
        """The range for Python's strings."""
        return slice(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """A piece of text with where it stands."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a stretch stands in a file of Word or Excel."""

    part: str | None = None
    paragraph: int | None = None
    page: int | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A region of GB/T 2260."""

    name: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says of itself, or was told about it."""

    sha256: str
    path: str | None = None
    title: str | None = None
    series: str | None = None
    source: str | None = None
    site: str | None = None
    published: str | None = None
    captured: str | None = None
    url: str | None = None
    accessed: str | None = None
    period: str | None = None
    region: Region | None = None
    encoding: str | None = None
    extractor: str | None = None


@dataclass(frozen=True, slots=True)
class Julian:
    """Days of the Julian calendar."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Time(Quote):
    """A date or time; `first` and `last` are ISO days or times, None where the words are not understood."""

    first: str | None = None
    last: str | None = None
    edtf: str | None = None
    basis: str = "stated"
    part_of_day: str | None = None
    julian: Julian | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a person; `start` is None where it stands in another entry."""

    text: str
    kind: str
    basis: str
    form: str | None = None
    post: str | None = None
    org: str | None = None
    start: int | None = None
    end: int | None = None
    from_entry: str | None = None
    days: int | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Alias(Quote):
    """Another name told behind a name: `courtesy` (字), `art` (号), `former` (原名), `assumed` (化名) and their like."""

    kind: str = ""


@dataclass(frozen=True, slots=True)
class SameAs:
    """Who is meant by another name, and the entry and characters that say so."""

    name: str
    entry: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in an entry; `parts_doubt` has the parts that are in doubt."""

    name: str
    titles: tuple[Title, ...] = ()
    parts: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    doubt: Doubt | None = None
    parts_doubt: dict[str, Doubt] = field(default_factory=dict)
    aliases: tuple[Alias, ...] = ()
    same_as: SameAs | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """How an office was taken or left, with the verb."""

    how: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """Who did what in an event: a position in the entry's `people`, and the deciding verb."""

    person: int
    parts: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceInEvent:
    """A position in the entry's `places`, and what it is there."""

    place: int
    role: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event of an entry."""

    span: Span
    date: Time | None = None
    type: str | None = None
    people: tuple[Participation, ...] = ()
    places: tuple[PlaceInEvent, ...] = ()
    organizers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Organizer(Quote):
    """Who held, issued, sent, hosted, undertook or founded."""

    role: str = ""
    name: str | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `code` is that of GB/T 2260 in force on the entry's day."""

    text: str
    name: str
    kind: str
    code: str | None = None
    roles: tuple[str, ...] = ()
    mentions: tuple[Quote, ...] = ()
    doubt: Doubt | None = None
    code_doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """A named institution."""

    text: str
    name: str | None = None
    mentions: tuple[Quote, ...] = ()
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that a document went through, with its day where it is told."""

    stage: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document named in an entry."""

    title: str
    short: str | None = None
    kind: str | None = None
    number: str | None = None
    issuer: str | None = None
    issuers: tuple[str, ...] = ()
    stage: str | None = None
    stage_date: str | None = None
    stages: tuple[Stage, ...] = ()
    mentions: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A newspaper or journal."""

    title: str
    mentions: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure(Quote):
    """A figure that states a fact."""

    value: float = 0
    kind: str = ""
    value_max: float | None = None
    unit: str | None = None
    of: str | None = None
    approx: str | None = None
    as_of: str | None = None
    scope: str | None = None
    basis: str | None = None
    part_of: int | None = None
    same_as: int | None = None
    kind_doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Measure(Quote):
    """A level of response, closure or order that was started, raised, lowered, ended or kept."""

    what: str = ""
    act: str = ""
    level: str | None = None
    rank: int | None = None
    by: str | None = None
    first: str | None = None


@dataclass(frozen=True, slots=True)
class Statement(Span):
    """A sentence that tells how something is meant: done, planned, urged, conveyed, reported; `person` is a position in `people`."""

    mode: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with its facts."""

    document: Document
    id: str
    number: int
    section: int
    span: Span
    section_heading: Quote | None = None
    location: Location | None = None
    headline: Quote | None = None
    date: Time | None = None
    date_guessed: bool = False
    type: str | None = None
    type_doubt: Doubt | None = None
    events: tuple[Event, ...] = ()
    organizers: tuple[Organizer, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    orgs: tuple[Organization, ...] = ()
    organs: tuple[Organization, ...] = ()
    documents: tuple[Paper, ...] = ()
    publications: tuple[Publication, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Figure, ...] = ()
    measures: tuple[Measure, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Pointer(Quote):
    """Characters that a finding points at."""

    entry: str | None = None
    location: Location | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Edit(Quote):
    """A replacement of characters: `text` stands there then."""


@dataclass(frozen=True, slots=True)
class Fix:
    """How a finding can be mended; `safe` where it changes no meaning."""

    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Where:
    """The document that a finding is in."""

    sha256: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at; `doubt` has what of the facts it stands on is in doubt."""

    code: str
    severity: str
    message: str
    hint: str
    document: Where
    excerpt: str = ""
    spans: tuple[Pointer, ...] = ()
    args: dict[str, str] = field(default_factory=dict)
    fix: Fix | None = None
    doubt: tuple[str, ...] = ()


@functools.cache
def _makers(cls: Any) -> tuple[tuple[str, str, Any], ...]:
    """Field, its name in the output format, and what makes its value."""
    hints = typing.get_type_hints(cls)
    told = []
    for each in fields(cls):
        told.append((each.name, _NAMES.get(each.name, each.name), _maker(hints[each.name])))
    return tuple(told)


def _maker(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return _maker(next(arg for arg in typing.get_args(hint) if arg is not type(None)))
    if typing.get_origin(hint) is tuple:
        inner = _maker(typing.get_args(hint)[0])
        return tuple if inner is None else (lambda values: tuple(map(inner, values)))
    if typing.get_origin(hint) is dict:
        inner = _maker(typing.get_args(hint)[1])
        return dict if inner is None else (lambda values: {key: inner(value) for key, value in values.items()})
    if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__"):
        return functools.partial(made, hint)
    return None


def made(cls: type[_T], told: dict[str, Any]) -> _T:
    """An object of the output format as one of these classes; fields that are not known here are left out."""
    values = {}
    for attribute, name, make in _makers(typing.cast(Any, cls)):
        value = told.get(name)
        if value is not None:
            values[attribute] = value if make is None else make(value)
    return cls(**values)
