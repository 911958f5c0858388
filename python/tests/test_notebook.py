"""The notebook runs from top to bottom and draws what it says."""

import json
import pathlib
import sys

import pytest

NOTEBOOK = pathlib.Path(__file__).resolve().parents[2] / "examples/county-century.ipynb"


def test_a_county_s_century_is_drawn(tmp_path, monkeypatch):
    matplotlib = pytest.importorskip("matplotlib")
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    matplotlib.use("Agg")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(NOTEBOOK.parent))
    names = {}
    for cell in json.loads(NOTEBOOK.read_text())["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), str(NOTEBOOK), "exec"), names)
    assert (tmp_path / "county-century.svg").stat().st_size > 10_000
    bars, harvest, people = names["axes"]
    assert len(names["decades"]) >= 10 and sum(patch.get_height() for patch in bars.patches) > 300
    assert len(harvest.lines[0].get_xdata()) > 80
    assert len(people.lines) == len(names["seen"]) > 5
    sys.modules.pop("invented_documents", None)
