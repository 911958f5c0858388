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


def test_it_runs_in_a_kernel_as_a_reader_of_it_would_run_it(tmp_path):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    for module in ("ipykernel", "matplotlib", "duckdb", "pyarrow"):
        pytest.importorskip(module)
    (tmp_path / "invented_documents.py").write_text(NOTEBOOK.with_name("invented_documents.py").read_text())
    notebook = nbformat.read(NOTEBOOK, 4)
    # The kernel of this interpreter, which has the wheel, whatever others are installed for the user.
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    # One picture, and not before all of it is drawn: a kernel shows a figure where it was begun, unless that is kept from it.
    (shown,) = (index for index, cell in enumerate(notebook.cells) for output in cell.get("outputs", []) if "image/png" in output.get("data", {}))
    assert "savefig" in notebook.cells[shown].source
    assert (tmp_path / "county-century.svg").stat().st_size > 10_000
