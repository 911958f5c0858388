"""Registers as merges say what the program says over all documents, byte for byte, whatever the order and number of parts."""

import pathlib
import random
import subprocess
import sys

import pytest

import dashiji

pa = pytest.importorskip("pyarrow")
from dashiji import registers  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "examples"))
from invented_documents import document  # noqa: E402

COMMANDS = {"people": "who", "offices": "offices", "places": "places", "organizations": "organizations", "documents": "documents"}


def partials(seed, count=48):
    """What documents give, read in lots of any size and in any order, one lot twice."""
    rng = random.Random(seed)
    sources = [dashiji.Source(data, name, **told) for name, data, told in map(document, range(count))]
    rng.shuffle(sources)
    lots, at = [], 0
    while at < len(sources):
        size = rng.randrange(1, 12)
        lots.append(registers.partials(sources[at : at + size])[0])
        at += size
    return pa.concat_tables([*lots, rng.choice(lots)])


def test_order_parts_and_repetition_do_not_show():
    assert registers.merged(partials(1)).equals(registers.merged(partials(2)))


def test_registers_are_those_of_the_program(tmp_path, program, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(48):
        name, data, told = document(number)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        pathlib.Path(f"{path}.toml").write_text("".join(f'{key} = "{value}"\n' for key, value in told.items()))
    files = sorted(document(number)[0] for number in range(48))
    merged = registers.merged(partials(3))
    for register, command in COMMANDS.items():
        printed = subprocess.run([program, command, *files, "--format", "json"], capture_output=True, check=False).stdout
        lines = [row["line"] for row in merged.to_pylist() if row["register"] == register]
        assert lines and "".join(line + "\n" for line in lines).encode() == printed, register


def test_a_key_that_cannot_be_merged_is_a_row():
    table = partials(4, 12)
    broken = table.to_pylist()
    key = next(row for row in broken if row["register"] == "people")
    key["data"] = b"\x07\x00\x00\x00none"
    made = registers.rows(pa.Table.from_pylist([key], schema=registers.PARTIALS)).to_pylist()
    assert [row["key"] for row in made] == [key["key"]] and "version" in made[0]["error"]
    good = registers.rows(table.filter(pa.compute.equal(table["register"], "people")))
    assert len(good) > 1 and not any(good["error"].to_pylist())
