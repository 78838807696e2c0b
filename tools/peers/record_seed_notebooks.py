"""Runs the write-up's two notebooks as they are, in Jupyter with the real libraries: python record_seed_notebooks.py NOTEBOOK FOLDER …

In an empty folder in which each FOLDER=PLACE lies under the name that the notebooks use. Prints, as JSON, each cell's outputs.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import contextlib
import json
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def main() -> None:
    notebook = nbformat.read(sys.argv[1], as_version=4)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for pair in sys.argv[2:]:
            place, _, name = pair.partition("=")
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).symlink_to(place)
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}}).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    print(json.dumps([{"source": cell.source, "outputs": [shown(each) for each in cell.outputs if is_kept(each)]} for cell in cells]))


def is_kept(output) -> bool:
    """What libraries tell on standard error, and their progress bars, is each version's own."""
    return output.output_type == "execute_result" or (output.output_type == "stream" and output.name == "stdout")


def shown(output) -> str:
    return output.text if output.output_type == "stream" else output.data["text/plain"]


if __name__ == "__main__":
    main()
