"""Reads documents in a process beside this one, so that a document can end that and no more.

A panic is caught where it happens; a stack that runs over, memory that runs out and a reader that never comes back are not to be caught, and an engine
tries the task again only to lose it again. Here what is lost is one document: a row of `errors` with the code `killed` or `slow`.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import IO, Any

import pyarrow as pa

from . import _dashiji
from .tables import Handed, schemas

#: A lot of documents and how it is read.
Asked = tuple[Sequence[Handed], str | None, str, bool]


class Lost(Exception):
    """The other process ended before it answered: `args` are a code and the words."""


class Reader:
    """A process that reads lots of documents, begun when it is first asked and again after it was lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            # An engine may have put this package in the way of its own process alone.
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
            self._process = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        return self._process

    def ask(self, asked: Asked, seconds: float | None = None) -> dict[str, bytes]:
        """The tables of a lot. Raises `Lost` where the process ends over it, or needs more than `seconds`."""
        with self._lock:
            process, late = self._begun(), threading.Event()

            def end() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(seconds or 0, end)
            if seconds:
                timer.start()
            try:
                assert process.stdin and process.stdout
                _put(process.stdin, asked)
                good, told = pickle.load(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError):
                process.kill()
                code = process.wait()
                self._process = None
                if late.is_set():
                    raise Lost("slow", f"not read in {seconds:g} seconds") from None
                raise Lost("killed", f"the process that read it ended ({_named(code)})") from None
            finally:
                timer.cancel()
        if not good:
            raise ValueError(told)
        made: dict[str, bytes] = told
        return made

    def end(self) -> None:
        """Ends the process, when it has answered; another is begun when it is asked again."""
        with self._lock:
            if self._process and self._process.stdin:
                self._process.stdin.close()
                self._process.wait()
            self._process = None

    def each(self, asked: Asked, seconds: float | None = None) -> Iterator[dict[str, bytes]]:
        """The tables of a lot, or of each of its documents alone where the lot ends the process; of one that ends it alone a row of `errors`."""
        documents, profile, language, partials = asked
        try:
            yield self.ask(asked, seconds and seconds * max(1, len(documents)))
        except Lost:
            for document in documents:
                try:
                    yield self.ask(([document], profile, language, partials), seconds)
                except Lost as lost:
                    yield {"errors": _row(document, *lost.args)}


def _named(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"
    except ValueError:
        return f"signal {-code}"


def _row(document: Handed, code: str, message: str) -> bytes:
    path, data, _ = document
    known = None if data is None else hashlib.sha256(data).hexdigest()
    table = pa.Table.from_pylist([{"path": path, "document": known, "code": code, "message": message}], schema=schemas()["errors"])
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    made: bytes = out.getvalue().to_pybytes()
    return made


def _put(pipe: IO[bytes], value: Any) -> None:
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


_readers: dict[int, Reader] = {}


def reader() -> Reader:
    """This process's own: what was forked from another has none of its pipes."""
    return _readers.setdefault(os.getpid(), Reader())


def _serve() -> None:
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            documents, profile, language, partials = pickle.load(given)
        except EOFError:
            return
        try:
            answer: tuple[bool, Any] = True, _dashiji.tables(documents, profile, language, partials)
        except Exception as error:
            answer = False, str(error)
        _put(answers, answer)


if __name__ == "__main__":
    _serve()
