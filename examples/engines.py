"""Holds Spark and Ray to the program: invented documents in shuffled parts, every table compared byte for byte with what the program says of the same files.

    engines.py --program PROGRAM --work FOLDER [--count 300] [--only spark|ray] [--seed N]

Among the documents are some that cannot be read, one at which a wheel built for tests panics and one at which it aborts, whoever reads it; and one worker is
killed while it reads.

Held to the program's lines are the wheel's of every document (`dashiji read`), and the registers' (`who`, `offices`, `places`, `organizations`, `documents` over all
files, `ledger` region by region). Held to what the wheel makes of all documents in one go, without an engine, are all columns of all tables, facts and registers, as the
Arrow streams of their sorted rows. And every column of every table is changed in one row once, to see that the comparison would notice. Says what could not be run.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import importlib.util
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import invented_documents  # noqa: E402

import dashiji  # noqa: E402
from dashiji import engines, registers  # noqa: E402

COMMANDS = {"people": "who", "offices": "offices", "places": "places", "organizations": "organizations", "documents": "documents"}


def printed(program: str, *words: str) -> bytes:
    done = subprocess.run([program, "--quiet", *words], capture_output=True, check=False)
    return done.stdout


def of_program(program: str, files: list[str]) -> dict[str, bytes]:
    """What the program says of all files: lines by register, and those of ledgers by region."""
    said = {register: printed(program, command, *files, "--format", "json") for register, command in COMMANDS.items()}
    ledgers = []
    for region in sorted({pathlib.Path(file).parent.name for file in files}):
        own = [file for file in files if pathlib.Path(file).parent.name == region]
        lines = printed(program, "ledger", *own, "--format", "json").splitlines(keepends=True)
        # Behind the ledgers over documents stands what each document's own figures say.
        ledgers += [line for line in lines if "balance" in json.loads(line)]
    return said | {"ledgers": b"".join(ledgers)}


def sorted_stream(table: pa.Table) -> bytes:
    """A table in an order of its own, as bytes."""
    names = [name for name in table.column_names if not pa.types.is_list(table.schema.field(name).type)]
    lists = [name for name in table.column_names if name not in names]
    keyed = table
    for name in lists:
        keyed = keyed.append_column(f"{name} as text", pa.array([json.dumps(value) for value in table[name].to_pylist()]))
    order = pa.compute.sort_indices(keyed, sort_keys=[(n, "ascending") for n in [*names, *(f"{n} as text" for n in lists)]])
    one = table.take(order).combine_chunks()
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, one.schema) as writer:
        writer.write_table(one)
    return out.getvalue().to_pybytes()


def job(engine: str, documents: str, out: pathlib.Path, marker: pathlib.Path, seed: int) -> None:
    """Runs an example in shuffled parts; the first worker that reads is killed in the middle of its batch."""
    spec = importlib.util.spec_from_file_location("facts", HERE / engine / "facts.py")
    assert spec and spec.loader
    example = importlib.util.module_from_spec(spec)
    sys.modules["facts"] = example
    spec.loader.exec_module(example)
    plain, path = example.told, str(marker)

    def told(row):
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return plain(row)
        os.kill(os.getpid(), 9)

    example.told = told
    if engine == "spark":
        import pyspark.cloudpickle

        # Two at a time, and each task up to four times.
        session = example.session("dashiji", "local[2,4]")
        session.conf.set("spark.sql.shuffle.partitions", 8)
        pyspark.cloudpickle.register_pickle_by_value(example)
        example.write(example.streams(session, documents, 7, seed), out)
        session.stop()
    else:
        import ray

        ray.init(include_dashboard=False, num_cpus=2)
        ray.cloudpickle.register_pickle_by_value(example)
        ray.data.DataContext.get_current().default_hash_shuffle_parallelism = 8
        example.write(example.streams(documents, 7, seed), out)
    assert marker.exists(), "no worker was killed"


def due(source: dashiji.Source) -> list[dict[str, str]]:
    """The row of `errors` that is due of a document which ends the process that reads it; none where this wheel can read it."""
    code = f"import dashiji; dashiji.facts([dashiji.Source({source.data!r}, {source.path!r})])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    if not done.returncode:
        return []
    assert done.returncode == -signal.SIGABRT, done.stderr.decode()
    words = "the process that read it ended (SIGABRT)"
    return [{"path": source.path, "document": hashlib.sha256(source.data).hexdigest(), "code": "killed", "message": words}]


def another(value, kind):
    """Another value of a column's kind."""
    if value is None:
        return {pa.int32(): 1, pa.float64(): 1.0, pa.bool_(): True, pa.string(): "?", pa.date32(): datetime.date(1, 1, 1)}.get(kind, [])
    if pa.types.is_list(kind):
        return [*value, None]
    if pa.types.is_boolean(kind):
        return not value
    return value + ("?" if pa.types.is_string(kind) else datetime.timedelta(1) if pa.types.is_date(kind) else 1)


def unnoticed(table: pa.Table) -> list[str]:
    """Columns of which a change in the last row would not be noticed."""
    if not table.num_rows:
        return []
    table = table.slice(max(0, table.num_rows - 50))
    whole, found = sorted_stream(table), []
    for at, field in enumerate(table.schema):
        values = table.column(at).to_pylist()
        values[-1] = another(values[-1], field.type)
        if sorted_stream(table.set_column(at, field, pa.array(values, field.type))) == whole:
            found.append(field.name)
    return found


def compare(out: pathlib.Path, said: dict[str, bytes], tables: dict[str, pa.Table]) -> int:
    """How many of an engine's tables are other than they should be."""
    wrong = 0

    def tell(name: str, rows: int, size: int, same: bool) -> None:
        nonlocal wrong
        wrong += not same
        print(f"  {name:22} {rows:6} rows {size:9} bytes  {'equal' if same else 'DIFFERENT'}")

    for name, table in tables.items():
        # Ray writes nothing of a table without rows.
        have = pq.read_table(out / name) if (out / name).exists() else table.schema.empty_table()
        have = have.select(table.column_names).cast(table.schema)
        one = sorted_stream(have)
        tell(name, have.num_rows, len(one), one == sorted_stream(table))
    made = pq.read_table(out / "registers").select(engines.ROWS.names).cast(engines.ROWS).to_pylist()
    made.sort(key=lambda row: (row["register"], row["rank"].encode(), row["key"].encode(), row["number"]))
    for register, lines in said.items():
        mine = [row["line"] for row in made if row["register"] == register]
        if register == "ledgers":
            # The program leaves out what the figures of one document say already.
            shown = set(lines.decode().splitlines())
            more = [line for line in mine if line not in shown]
            mine = [line for line in mine if line in shown]
            over = [line for line in more if len(set(re.findall(r'"document":"([0-9a-f]{64})"', line))) > 1]
            tell("ledgers not printed", len(more), sum(map(len, more)), not over)
        have = "".join(line + "\n" for line in mine).encode()
        tell(f"{register}, printed", have.count(b"\n"), len(have), have == lines)
    return wrong


def main() -> int:
    if sys.argv[1:2] == ["--job"]:
        engine, documents, out, marker, seed = sys.argv[2:]
        job(engine, documents, pathlib.Path(out), pathlib.Path(marker), int(seed))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--only", choices=["spark", "ray"])
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    work = asked.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    documents = work / "documents"
    sources = []
    for number in range(asked.count):
        name, data, told = invented_documents.document(number)
        path = documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.with_name(path.name + ".toml").write_text("".join(f'{key} = "{value}"\n' for key, value in told.items()))
        sources.append(dashiji.Source(data, str(path), **told))
    # It holds no entry, so that only a wheel that fails at it has another row of it.
    failing = documents / "341525/2001-01-panic!.txt"
    failing.write_text("无\n")
    sources.append(dashiji.Source(failing.read_bytes(), str(failing), region="341525", period="2001-01"))
    # The same of one at which the process ends: it is read in one of its own, and what is to be of it is told here.
    ending = documents / "341525/2001-01-kill!.txt"
    ending.write_text("无\n\n")
    source = dashiji.Source(ending.read_bytes(), str(ending), region="341525", period="2001-01")
    ended = due(source)
    sources += [] if ended else [source]
    files = sorted(source.path for source in sources)
    began = time.monotonic()
    said = of_program(asked.program, files)
    tables = dashiji.facts(sources, profile="auto").to_arrow()
    tables = {name: table.cast(engines.schema(name)) for name, table in tables.items()}
    tables["errors"] = pa.concat_tables([tables["errors"], pa.Table.from_pylist(ended, engines.schema("errors"))])
    # The wheel's own tables stand for the program's only where the lines they are made of are the program's.
    own = {source.path: source for source in sources}
    plain = [file for file in files if not file.endswith("!.txt")]
    lines = printed(asked.program, "read", *plain, "--format", "jsonl")
    read = ""
    for source in (own[file] for file in plain):
        try:
            read += dashiji.read(source.data, path=source.path, period=source.period, region=source.region).jsonl()
        except dashiji.Unreadable:
            continue
    assert read.encode() == lines, "the wheel reads otherwise than the program"
    tables["registers"] = registers.merged(registers.partials(sources)[0])
    codes = tables["errors"]["code"].to_pylist()
    print(f"{len(files)} documents, {tables['entries'].num_rows} entries, {len(codes)} that cannot be read; the program and the wheel alone: {time.monotonic() - began:.1f} s")
    assert {"empty", "binary"} <= set(codes), "no bad document among them"
    if not {"panic", "killed"} <= set(codes):
        print("NOT RUN: a reader that panics or ends its process, this wheel has no way to be made to fail (build.py --profile dev)")
    for name, table in tables.items():
        assert table.num_rows or name == "equations", f"no row of {name} to compare"
        assert not (lost := unnoticed(table)), f"a change in {name}, {lost} would not be noticed"
    assert not any(tables["registers"]["error"].to_pylist()), "keys that could not be merged"
    print(f"a change in any of {sum(table.num_columns for table in tables.values())} columns of {len(tables)} tables is noticed")
    passed = failed = 0
    for engine in ("spark", "ray"):
        if asked.only not in (None, engine):
            continue
        if importlib.util.find_spec("pyspark" if engine == "spark" else "ray") is None or engine == "spark" and not shutil.which("java"):
            print(f"NOT RUN: {engine}, it cannot be had here")
            continue
        out = work / engine
        environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable, "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}
        began = time.monotonic()
        with (work / f"{engine}.log").open("w") as log:
            done = subprocess.run([sys.executable, __file__, "--job", engine, documents, out, work / f"{engine} killed", str(asked.seed)], env=environment, stdout=log, stderr=log, check=False)
        if done.returncode:
            print((work / f"{engine}.log").read_text()[-6000:])
            failed += 1
            continue
        print(f"{engine}: {time.monotonic() - began:.1f} s")
        wrong = compare(out, said, tables)
        passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"{passed} passed, {failed} failed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
