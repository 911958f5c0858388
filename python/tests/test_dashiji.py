"""What a user of the module would notice: objects that stand on their characters, tables that every tool opens, errors that end nothing."""

import concurrent.futures
import json
import pathlib
import subprocess
import sys

import pytest

import dashiji

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))
from invented_documents import document  # noqa: E402

TEXT = (
    "云岭县大事记（2021年3月）\n\n3月2日，县委书记程柏舟主持召开春耕生产会议，县长冯月娥出席。会议印发《关于做好春耕备耕工作的意见》。\n\n"
    "3月5日，县卫健委派出支援医疗队12名队员，其中医生5名、护士6名，共12人。\n"
)


def sources(count=30):
    made = (document(number) for number in range(count))
    return [dashiji.Source(data, name, **told) for name, data, told in made]


def test_facts_are_objects_that_stand_on_their_characters():
    reading = dashiji.read(TEXT.encode(), region="霍山县")
    first = reading.entries[0]
    assert (first.date.first, first.type) == ("2021-03-02", "meeting")
    people = {person.name: person for person in first.people}
    assert people["程柏舟"].parts == ("chair",) and people["程柏舟"].titles[0].text == "县委书记"
    assert "attend" in people["冯月娥"].parts
    for person in first.people:
        assert all(reading.text[span.slice] == person.name for span in person.mentions)
    assert first.documents[0].title == "关于做好春耕备耕工作的意见"
    assert reading.document.region.code == "341525"


def test_every_field_of_the_output_format_has_a_name_here():
    told = {"document", "statements"}
    for source in sources(24):
        if not source.data.strip() or source.data.startswith(b"%PDF"):
            continue
        reading = dashiji.read(source.data, path=source.path, region=source.region, period=source.period)
        for line, entry in zip(reading.jsonl().splitlines(), reading.entries, strict=True):
            unknown = [key for key in json.loads(line) if key not in told and not hasattr(entry, key)]
            assert not unknown


def test_files_are_read_as_the_program_reads_them(tmp_path, program):
    for source in sources(12):
        path = tmp_path / "a.txt"
        path.write_bytes(source.data)
        printed = subprocess.run([program, "read", path, "--region", source.region, "--format", "jsonl"], capture_output=True, check=True)
        assert dashiji.read(path, region=source.region).jsonl().encode() == printed.stdout


def test_findings_are_those_of_the_program(tmp_path, program):
    path = tmp_path / "a.txt"
    path.write_text(TEXT + "\n2月30日，县教育局召开会议。\n")
    printed = subprocess.run([program, "check", path, "--format", "json", "--lang", "zh"], capture_output=True, check=False).stdout
    found = dashiji.check(path)
    assert [finding.code for finding in found] == [json.loads(line)["code"] for line in printed.splitlines()]
    assert any(finding.code == "T02" for finding in found) and found[0].message


def test_what_cannot_be_read_is_a_value_with_a_code():
    with pytest.raises(dashiji.Unreadable) as caught:
        dashiji.read(b"%PDF-1.7\n\x00\x00", path="a.pdf")
    code, words = caught.value.args
    assert code == "binary" and "PDF" in words
    with pytest.raises(ValueError, match="period"):
        dashiji.read(TEXT.encode(), period="soon")


def test_one_bad_document_is_a_row_and_the_others_are_read():
    pytest.importorskip("pyarrow")
    good = [dashiji.Source(TEXT.encode(), f"{k}.txt") for k in range(3)]
    bad = [dashiji.Source(b"", "empty.txt"), dashiji.Source(TEXT.encode(), "soon.txt", period="soon")]
    failing = [dashiji.Source(TEXT.encode(), "panic!.txt")]
    tables = dashiji.facts(good[:1] + bad + failing + good[1:]).to_arrow()
    errors = {row["path"]: row["code"] for row in tables["errors"].to_pylist()}
    assert errors.get("empty.txt") == "empty" and errors.get("soon.txt") == "told"
    # A wheel that is given away has no way to be made to fail.
    assert errors.get("panic!.txt", "panic") == "panic"
    assert {row["path"] for row in tables["sources"].to_pylist()} >= {"0.txt", "1.txt", "2.txt"}
    assert len(tables["sources"]) + len(errors) == 6


def test_the_interpreter_goes_on_while_documents_are_read():
    given = [source for source in sources(40) if source.data.strip() and not source.data.startswith(b"%PDF")]
    alone = [dashiji.read(source.data, region=source.region).jsonl() for source in given]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda source: dashiji.read(source.data, region=source.region).jsonl(), given))
    assert together == alone


def test_tables_of_a_part_are_parts_of_the_tables():
    pa = pytest.importorskip("pyarrow")
    given = sources(30)
    whole = dashiji.facts(given, profile="auto").to_arrow()
    parts = [dashiji.facts([source], profile="auto").to_arrow() for source in given]
    for name, table in whole.items():
        assert pa.concat_tables([part[name] for part in parts]).equals(table), name
    assert all(len(whole[name]) for name in ("entries", "events", "people", "offices", "places", "documents", "figures", "findings", "errors"))


def test_tables_open_in_other_tools(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    tables = dashiji.facts(sources(20)).to_arrow()
    people = tables["people"]
    pq.write_table(people, tmp_path / "people.parquet")
    chairs = sum(row["part"] == "chair" for row in people.to_pylist())
    assert chairs > 0
    duckdb = pytest.importorskip("duckdb")
    assert duckdb.sql(f"select count(*) from '{tmp_path}/people.parquet' where part = 'chair'").fetchall() == [(chairs,)]
    polars = pytest.importorskip("polars")
    frame = polars.read_ipc_stream(dashiji.facts(sources(20))["people"])
    assert frame.filter(polars.col("part") == "chair").height == chairs
    assert frame.schema["day"] == polars.Date


@pytest.mark.parametrize("form", ["parquet", "arrow"])
def test_a_folder_of_tables_is_written(tmp_path, form):
    pytest.importorskip("pyarrow")
    polars = pytest.importorskip("polars")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(TEXT)
    (tmp_path / "in/b.txt").write_bytes(b"%PDF-1.7\n\x00")
    command = [sys.executable, "-m", "dashiji", tmp_path / "in", "-o", tmp_path / "out", "--format", form, "--region", "霍山县"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 2 and "b.txt" in done.stderr
    read = polars.read_parquet if form == "parquet" else polars.read_ipc
    people = read(tmp_path / f"out/people.{form}")
    assert ("程柏舟", "chair") in people.select("name", "part").rows()
    assert read(tmp_path / f"out/errors.{form}").height == 1


def test_columns_say_what_they_mean():
    pytest.importorskip("pyarrow")
    from dashiji.tables import schemas

    for manual in ("docs/python.md", "docs/zh/python.md"):
        described = (ROOT / manual).read_text()
        for name, schema in schemas().items():
            for field in schema:
                assert field.metadata[b"description"], (name, field.name)
                assert f"`{field.name}`" in described or name == "partials", (manual, name, field.name)
            assert f"## `{name}`" in described or name == "partials", (manual, name)


def test_tokens_find_what_a_search_finds():
    text = "县委书记程柏舟主持,2021年春耕会议。"
    pairs = dashiji.tokens(text).split(" ")
    assert pairs[:3] == ["县委", "委书", "书记"] and pairs[-1] == "议|"
    for query in ("程柏舟", "主持，2021年", "春耕会议", "县"):
        asked = dashiji.phrase(query).split(" ")
        found = any(
            all(have.startswith(want) for want, have in zip(asked, pairs[k : k + len(asked)], strict=False)) and k + len(asked) <= len(pairs)
            for k in range(len(pairs))
        )
        assert found, query
    assert " ".join(pairs).find(dashiji.phrase("持2021")) == -1


def test_ledgers_of_a_document_tell_what_does_not_close():
    account = dashiji.ledgers(TEXT.encode())
    assert {"series", "equations", "in_force", "answers"} <= account.keys()
