"""What `dashiji export --format parquet|arrow` writes: the tables of docs/python.md, opened by tools that are not ours."""

import pathlib
import shutil
import subprocess
import sys

import pytest

import dashiji

pa = pytest.importorskip("pyarrow")
import pyarrow.feather  # noqa: E402
import pyarrow.parquet  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))
from invented_documents import document  # noqa: E402

NAMES = [name for name in dashiji.tables.schemas() if name != "partials"]


@pytest.fixture(scope="module")
def exporting(program, tmp_path_factory):
    """The program, where it was built with its feature `columns`."""
    folder = tmp_path_factory.mktemp("asked")
    done = subprocess.run([program, "export", ROOT / "samples/county-month.txt", "-o", folder / "a.arrow"], capture_output=True, text=True)
    if "columns" in done.stderr:
        pytest.skip("NOT RUN: Parquet and Arrow out of export, the program was built without its feature columns")
    return program


def written(folder, numbers):
    """Documents of some numbers as files, with what is told of them beside them."""
    paths = []
    for number in numbers:
        name, data, told = document(number)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.with_name(path.name + ".toml").write_text("".join(f'{key} = "{value}"\n' for key, value in told.items()))
        paths.append((path, told))
    return paths


def export(program, *words, code=0):
    done = subprocess.run([program, "--quiet", "export", *words], capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done


def read(folder, ending="arrow"):
    """The tables of a folder."""
    open_ = pa.feather.read_table if ending == "arrow" else pa.parquet.read_table
    return {name: open_(folder / f"{name}.{ending}") for name in NAMES}


def test_a_document_is_exported_as_the_module_reads_it(tmp_path, exporting):
    for path, told in written(tmp_path, [0, 3, 5, 7, 12, 23]):
        source = dashiji.Source(path.read_bytes(), str(path), **told)
        for ending in ("parquet", "arrow"):
            export(exporting, path, "-o", tmp_path / f"out.{ending}", "--lang", "zh")
            mine, own = read(tmp_path / f"out.{ending}", ending), dashiji.facts([source], profile="auto").to_arrow()
            for name, table in own.items():
                assert mine[name].schema.equals(table.schema, check_metadata=True), name
                have = mine[name]
                if name == "offices":
                    # An export gives bare names the posts that other entries tell of, and says so.
                    have = have.filter(pa.compute.not_equal(have["basis"], "carried"))
                if name == "people":
                    have, table = have.drop_columns(["posts"]), table.drop_columns(["posts"])
                assert have.equals(table), (path.name, name)


def test_tables_open_in_tools_that_are_not_ours(tmp_path, exporting):
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    paths = [path for path, _ in written(tmp_path, range(10))]
    export(exporting, *paths, "--format", "parquet", "-o", tmp_path / "facts")
    export(exporting, *paths, "--format", "arrow", "-o", tmp_path / "facts")
    for name, table in read(tmp_path / "facts").items():
        ((rows,),) = duckdb.sql(f"select count(*) from '{tmp_path}/facts/{name}.parquet'").fetchall()
        columns = [column for column, *_ in duckdb.sql(f"describe select * from '{tmp_path}/facts/{name}.parquet'").fetchall()]
        assert (rows, columns) == (len(table), table.column_names), name
        for frame in (polars.read_parquet(tmp_path / f"facts/{name}.parquet"), polars.read_ipc(tmp_path / f"facts/{name}.arrow")):
            assert frame.to_arrow().to_pylist() == table.to_pylist(), name
    chairs = duckdb.sql(
        f"select e.day, p.name from '{tmp_path}/facts/people.parquet' p join '{tmp_path}/facts/entries.parquet' e using (document, entry) where part = 'chair'"
    ).fetchall()
    assert chairs and all(day.year >= 2001 for day, _ in chairs)


def test_tables_open_in_r(tmp_path, exporting):
    script = 'a <- commandArgs(TRUE); t <- arrow::read_parquet(a[1]); u <- arrow::read_feather(a[2]); cat(nrow(t), ncol(t), nrow(u), ncol(u), class(t$day)[1])'
    if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", "library(arrow)"], capture_output=True).returncode:
        pytest.skip("NOT RUN: tables opened in R, it or its package arrow cannot be had")
    export(exporting, ROOT / "samples/county-month.txt", "-o", tmp_path / "a.parquet")
    export(exporting, ROOT / "samples/county-month.txt", "-o", tmp_path / "a.arrow")
    told = subprocess.run(["Rscript", "-e", script, tmp_path / "a.parquet/people.parquet", tmp_path / "a.arrow/people.arrow"], capture_output=True, text=True, check=True)
    table = read(tmp_path / "a.arrow")["people"]
    size = f"{table.num_rows} {table.num_columns}"
    assert told.stdout == f"{size} {size} Date"


def test_a_base_is_exported_as_it_stands_and_a_part_of_it(tmp_path, exporting):
    paths = [path for path, _ in written(tmp_path, range(6))]
    base = tmp_path / "base"
    for words in (["init", base], ["add", "--base", base, *paths]):
        subprocess.run([exporting, "--quiet", *words], check=True, capture_output=True)
    export(exporting, "--base", base, "-o", tmp_path / "all.arrow")
    whole = read(tmp_path / "all.arrow")
    assert len(whole["sources"]) == 6 and {row["id"].split(".")[0] for row in whole["entries"].to_pylist()} == {f"d{k}" for k in range(1, 7)}
    # The tables are those of the files, but for the ids of entries and what is told of how a document came.
    export(exporting, *paths, "-o", tmp_path / "files.arrow")
    files = read(tmp_path / "files.arrow")
    for name in ("events", "people", "places", "organizations", "documents", "figures", "measures", "equations"):
        assert sorted(map(str, whole[name].to_pylist())) == sorted(map(str, files[name].to_pylist())), name
    assert sorted(map(str, whole["findings"]["code"].to_pylist())) == sorted(map(str, files["findings"]["code"].to_pylist()))
    export(exporting, "--base", base, "d2", "-o", tmp_path / "one.arrow")
    one = read(tmp_path / "one.arrow")
    document_ = one["sources"]["document"].to_pylist()
    assert len(document_) == 1
    for name in ("entries", "people", "figures", "equations", "findings"):
        own = [row for row in whole[name].to_pylist() if row["document"] == document_[0]]
        assert sorted(map(str, one[name].to_pylist())) == sorted(map(str, own)), name
    entry = whole["entries"].to_pylist()[3]
    export(exporting, "--base", base, entry["id"], "-o", tmp_path / "entry.arrow")
    few = read(tmp_path / "entry.arrow")
    assert few["entries"].to_pylist() == [entry]
    assert all(entry["start"] <= row["total"] < entry["end"] for row in few["equations"].to_pylist())


def test_what_cannot_be_read_is_a_row(tmp_path, exporting):
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("云岭县大事记（2021年3月）\n\n3月2日，县委书记程柏舟主持召开会议。\n")
    bad.write_bytes(b"%PDF-1.7\n\x00\x00")
    done = export(exporting, good, bad, tmp_path / "none.txt", "-o", tmp_path / "out.parquet", code=2)
    assert "b.txt" in done.stderr
    tables = read(tmp_path / "out.parquet", "parquet")
    assert {pathlib.Path(row["path"]).name: row["code"] for row in tables["errors"].to_pylist()} == {"b.txt": "binary", "none.txt": "missing"}
    assert tables["people"]["name"].to_pylist() == ["程柏舟"]
    done = export(exporting, good, "--during", "1999", "-o", tmp_path / "nothing.parquet", code=1)
    assert not list((tmp_path / "nothing.parquet").iterdir())
    assert "-o" in export(exporting, good, "--format", "parquet", "-o", "-", code=2).stderr


def test_twice_gives_the_same_bytes(tmp_path, exporting):
    for name in ("one", "two"):
        for form in ("parquet", "arrow"):
            export(exporting, ROOT / "samples", "--format", form, "-o", tmp_path / name)
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
