"""What a user of the module would notice: objects that stand on their characters, tables that every tool opens, errors that end nothing."""

import concurrent.futures
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import textwrap
import time

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


def untold(told, made, path=""):
    """Fields of the output format that an object has no name for, or another value."""
    if isinstance(told, dict) and isinstance(made, dict):
        return [name for key in told for name in untold(told[key], made[key], f"{path}.{key}")]
    if isinstance(told, dict):
        lost = []
        for key, value in told.items():
            name = {"from": "first", "to": "last"}.get(key, key)
            lost += untold(value, getattr(made, name), f"{path}.{key}") if hasattr(made, name) else [f"{path}.{key}"]
        return lost
    if isinstance(told, list):
        assert len(told) == len(made), path
        return [name for one, other in zip(told, made, strict=True) for name in untold(one, other, path)]
    return [] if told == made else [path]


def test_every_field_of_the_output_format_has_a_name_and_its_value_here():
    samples = [dashiji.Source(path.read_bytes(), str(path)) for path in sorted((ROOT / "samples").glob("*.txt"))]
    fields = set()
    for source in [*sources(24), *samples]:
        if not source.data.strip() or source.data.startswith(b"%PDF"):
            continue
        reading = dashiji.read(source.data, path=source.path, region=source.region, period=source.period)
        for line, entry in zip(reading.jsonl().splitlines(), reading.entries, strict=True):
            assert untold(json.loads(line), entry) == []
            fields |= set(json.loads(line))
        for line, finding in zip(reading._inner.check("auto", "zh"), reading.check(), strict=True):
            assert untold(json.loads(line), finding) == []
    # Of what an entry may have, all but what only files of Word and Excel and texts with marks have came by.
    assert fields >= {"date", "type", "events", "organizers", "people", "places", "orgs", "documents", "times", "quantities", "measures", "statements"}


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
    good.append(dashiji.Source(TEXT.encode(), "3.txt"))
    tables = dashiji.facts(good[:1] + bad + good[1:]).to_arrow()
    errors = {row["path"]: row["code"] for row in tables["errors"].to_pylist()}
    assert errors.get("empty.txt") == "empty" and errors.get("soon.txt") == "told"
    assert {row["path"] for row in tables["sources"].to_pylist()} >= {"0.txt", "1.txt", "2.txt"}
    assert len(tables["sources"]) + len(errors) == 6


def test_what_is_no_document_at_all_is_a_row_too():
    pytest.importorskip("pyarrow")
    given = [
        {"path": "none.txt", "content": None}, {"path": "lost.txt"}, {"path": "number.txt", "data": 7}, {"path": "b\udcff.txt", "data": TEXT.encode()},
        dashiji.Source("words", "words.txt"), {"path": pathlib.Path("path.txt"), "data": memoryview(TEXT.encode())},
    ]  # fmt: skip
    tables = dashiji.facts(given).to_arrow()
    errors = {row["path"]: row["message"] for row in tables["errors"].to_pylist()}
    assert errors.keys() == {"none.txt", "lost.txt", "number.txt", "words.txt"} and all("data" in words for words in errors.values())
    assert tables["sources"]["path"].to_pylist() == ["b?.txt", "path.txt"]


def test_a_panic_is_a_row_and_an_error():
    pytest.importorskip("pyarrow")
    from dashiji import engines

    good, failing = dashiji.Source(TEXT.encode(), "a.txt"), dashiji.Source(TEXT.encode(), "panic!.txt")
    tables = dashiji.facts([failing, good]).to_arrow()
    if not len(tables["errors"]):
        pytest.skip("NOT RUN: a reader that panics, a wheel that is given away has no way to be made to fail")
    assert [(row["path"], row["code"], row["message"]) for row in tables["errors"].to_pylist()] == [("panic!.txt", "panic", "asked to fail")]
    assert tables["people"]["name"].to_pylist() == dashiji.facts([good]).to_arrow()["people"]["name"].to_pylist()
    with pytest.raises(dashiji.Unreadable) as caught:
        dashiji.read(TEXT.encode(), path="panic!.txt")
    assert caught.value.args == ("panic", "asked to fail")
    partials = engines.tables_of(pa_table([good]), lambda row: {"path": "b.txt"})
    part = next(engines.table("partials")(partials.to_batches())).to_pylist()[0]
    made = engines.rows(pa_table([part | {"key": "panic!"}], engines.PARTIALS)).to_pylist()
    assert [(row["key"], row["line"]) for row in made] == [("panic!", "")] and "asked to fail" in made[0]["error"]


def test_a_document_that_ends_its_reader_is_a_row_and_the_others_are_read():
    pytest.importorskip("pyarrow")
    from dashiji import engines

    good = [dashiji.Source(TEXT.encode() + b"\n" * k, f"{k}.txt") for k in range(4)]
    if not len(dashiji.facts([dashiji.Source(TEXT.encode(), "panic!.txt")]).to_arrow()["errors"]):
        pytest.skip("NOT RUN: a document that ends its reader, a wheel that is given away has no way to be made to")
    bad = [dashiji.Source(TEXT.encode(), "kill!.txt"), dashiji.Source(b"", "empty.txt"), dashiji.Source(TEXT.encode(), "slow!.txt")]
    told = lambda row: {"period": "2021-03"}  # noqa: E731
    made = engines.tables_of(pa_table(bad[:1] + good[:2] + bad[1:] + good[2:]), told, "auto", apart=True, seconds=2)
    alone = engines.tables_of(pa_table(good), told, "auto")
    for name in engines.TABLES:
        have, want = (sorted(map(str, (row for batch in engines.table(name)(table.to_batches()) for row in batch.to_pylist()))) for table in (made, alone))
        if name != "errors":
            assert have == want, name
    errors = {row["path"]: row for batch in engines.table("errors")(made.to_batches()) for row in batch.to_pylist()}
    assert {path: row["code"] for path, row in errors.items()} == {"kill!.txt": "killed", "empty.txt": "empty", "slow!.txt": "slow"}
    assert "SIGABRT" in errors["kill!.txt"]["message"] and errors["kill!.txt"]["document"] == hashlib.sha256(TEXT.encode()).hexdigest()
    # The next lot is read as if nothing had been.
    assert engines.tables_of(pa_table(good), told, "auto", apart=True).equals(alone)


def test_what_is_asked_wrongly_is_said_from_the_other_process_too():
    pytest.importorskip("pyarrow")
    from dashiji import engines

    with pytest.raises(ValueError, match="no profile"):
        engines.tables_of(pa_table([dashiji.Source(TEXT.encode(), "a.txt")]), None, "none", apart=True)


def pa_table(rows, schema=None):
    import pyarrow

    rows = [{"path": row.path, "data": row.data} if isinstance(row, dashiji.Source) else row for row in rows]
    return pyarrow.Table.from_pylist(rows, schema=schema)


def longest_pause(work):
    """How long a thread takes for something, and the longest time that this one stood still meanwhile."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        began = last = time.perf_counter()
        longest = 0.0
        done = pool.submit(work)
        while not done.done():
            time.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
        done.result()
    return time.perf_counter() - began, longest


@pytest.mark.parametrize("call", ["read", "facts", "check", "ledgers", "partials", "merged"])
def test_the_interpreter_goes_on_while_the_engine_works(call):
    large = "云岭县大事记（2021年3月）\n\n" + "".join(
        f"3月{day}日，县委书记程柏舟主持召开第{day}次春耕生产会议，县长冯月娥出席。县卫健委派出医疗队12名队员，其中医生5名、护士7名。\n\n" for day in list(range(1, 29)) * 12
    )
    data = large.encode()
    if call in ("partials", "merged"):
        pytest.importorskip("pyarrow")
        from dashiji import _dashiji, engines, registers

        if call == "merged":
            table = registers.partials([dashiji.Source(data, "a.txt")])[0]
            rows = [row for row in table.to_pylist() if row["register"] == "people" and row["key"] == "程柏舟"] * 40
            group = [(row["key"], row["about"], row["numbers"], row["ids"], row["data"]) for row in rows]
            work = lambda: _dashiji.rows("people", group)  # noqa: E731
        else:
            work = lambda: engines.tables_of(pa_table([dashiji.Source(data, "a.txt")]))  # noqa: E731
    elif call == "facts":
        work = lambda: dashiji.facts([dashiji.Source(data, "a.txt")], profile="auto")  # noqa: E731
    elif call == "read":
        work = lambda: dashiji.read(data)  # noqa: E731
    else:
        inner = dashiji.read(data)._inner
        work = (lambda: inner.check("auto", "zh")) if call == "check" else inner.account  # noqa: E731
    took, paused = longest_pause(work)
    # With the lock held this thread would have stood still for all of it.
    assert took < 0.05 or paused < took / 2, (took, paused)


def test_threads_read_what_one_reads():
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


@pytest.mark.parametrize("page", ["docs/python.md", "docs/zh/python.md", "python/README.md"])
def test_the_lines_of_the_manual_run(tmp_path, monkeypatch, page):
    for module in ("pyarrow.parquet", "polars", "duckdb"):
        pytest.importorskip(module)
    import duckdb
    import polars
    import pyarrow

    monkeypatch.chdir(tmp_path)
    (tmp_path / "云岭县2021年大事记.txt").write_text(TEXT)
    names = {"duckdb": duckdb, "polars": polars, "pyarrow": pyarrow, "folder": tmp_path}
    pyarrow.parquet.write_table(dashiji.read(TEXT.encode()).to_arrow()["people"], "people.parquet")
    ran = 0
    for block in re.findall(r"(?:^ {4,}\S.*\n|^\n)+", (ROOT / page).read_text(), re.MULTILINE):
        code = textwrap.dedent(block)
        if re.search(r"^(import dashiji|tables = dashiji)", code, re.MULTILINE):
            lines = [line for line in code.splitlines() if not line.startswith("pip ")]
            exec(compile("\n".join(lines), page, "exec"), names)
            ran += 1
    assert ran and names["reading"].entries


def test_a_checker_of_types_knows_the_objects(tmp_path):
    pytest.importorskip("mypy")
    page = (ROOT / "python/README.md").read_text()
    sample = "\n".join(textwrap.dedent(block) for block in re.findall(r"(?:^ {4,}\S.*\n)+", page, re.MULTILINE) if "import dashiji" in block)
    more = """
    from dashiji.facts import Person
    people: list[Person] = [person for entry in reading.entries for person in entry.people]
    codes: set[str] = {finding.code for finding in reading.check()}
    spans: list[str] = [reading.text[span.slice] for person in people for span in person.mentions]
    """
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text(sample + textwrap.dedent(more))
    bad.write_text("import dashiji\nreading = dashiji.read('a.txt', county='b')\nreading.entries[0].persons\nn: int = reading.text\n")
    check = [sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "--cache-dir", tmp_path / "cache"]
    told = subprocess.run([*check, good], capture_output=True, text=True, cwd=tmp_path)
    assert told.returncode == 0 and sample, told.stdout
    told = subprocess.run([*check, bad], capture_output=True, text=True, cwd=tmp_path)
    assert [re.search(r"\[([a-z-]+)\]$", line)[1] for line in told.stdout.splitlines() if ": error:" in line] == ["call-arg", "attr-defined", "assignment"], told.stdout


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


def test_a_search_engine_fed_with_tokens_finds_what_the_program_finds(tmp_path, program):
    paths, fields = [], {}
    for source in [source for source in sources(24) if source.data.strip() and not source.data.startswith(b"%PDF")]:
        path = tmp_path / source.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.data)
        paths.append(path)
    base = tmp_path / "base"
    for words in (["init", base], ["add", "--base", base, *paths]):
        subprocess.run([program, "--quiet", *words], check=True, capture_output=True)
    for path in paths:
        reading = dashiji.read(path)
        # A whitespace field with positions: its terms in order.
        fields |= {(reading.document.sha256, number): tokens.split(" ") for number, tokens in reading.tokens().items()}
    texts = [dashiji.read(path).text for path in paths]
    queries = {text[at : at + size].strip() for text in texts for at, size in ((40, 2), (55, 3), (70, 4), (85, 6), (100, 1), (115, 9))}
    queries |= {"县委", "会议", "月", "年，", "主持召开", "１２", "縣委書記", "没有的话"}
    asked = found = 0
    for query in sorted(query for query in queries if any(map(str.isalnum, query)) and not set(query) & set('"“”「」\n')):
        done = subprocess.run([program, "--quiet", "search", "--base", base, f'"{query}"', "--limit", "100000", "--format", "json"], capture_output=True)
        assert done.returncode in (0, 1), (query, done.stderr.decode())
        hits = json.loads(done.stdout)["hits"] if done.stdout.strip() else []
        phrase = dashiji.phrase(query).split(" ")
        alone = len(phrase) == 1 and len(phrase[0]) == 1
        match = lambda terms: any(  # noqa: E731
            terms[at].startswith(phrase[0]) if alone else terms[at : at + len(phrase)] == phrase for at in range(len(terms) - len(phrase) + 1)
        )
        mine = {key for key, terms in fields.items() if match(terms)}
        assert mine == {(hit["version"], hit["number"]) for hit in hits}, query
        asked, found = asked + 1, found + len(mine)
    assert asked > 50 and found > 500, (asked, found)


def test_ledgers_of_a_document_tell_what_does_not_close():
    account = dashiji.ledgers(TEXT.encode())
    assert {"series", "equations", "in_force", "answers"} <= account.keys()
