"""Runs notebooks of code cells in Jupyter with the real libraries: python record_code_notebooks.py MODEL FILE …

FILE holds cells, each after a line "# %%". All run in one kernel, in an empty folder in which a copy of MODEL lies under REPOSITORY's name;
between two of them the kernel forgets its names. Prints, as JSON, each notebook's cells with their outputs.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import contextlib
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

REPOSITORY = "microsoft/Phi-3-mini-4k-instruct"
FORGET = "get_ipython().reset(new_session=True)"


def main() -> None:
    model, files = sys.argv[1], sys.argv[2:]
    notebooks = {Path(file).stem: cells_of(Path(file).read_text("utf-8")) for file in files}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        # A copy: MLflow takes no artifact that is a link.
        shutil.copytree(model, REPOSITORY)
        whole = nbformat.v4.new_notebook()
        for sources in notebooks.values():
            whole.cells += [nbformat.v4.new_code_cell(source) for source in [*sources, FORGET]]
        NotebookClient(whole, timeout=600, allow_errors=True, resources={"metadata": {"path": folder}}).execute()
        ran = iter(whole.cells)
        found = {}
        for name, sources in notebooks.items():
            found[name] = [{"source": source, "outputs": outputs_of(next(ran), folder)} for source in sources]
            next(ran)
    print(json.dumps(found))


def cells_of(text: str) -> list[str]:
    return [("#" + part if part.startswith(" ") else part).strip("\n") for part in re.split(r"^# %%", text, flags=re.MULTILINE)[1:]]


def outputs_of(cell, folder: str) -> list[dict]:
    """Standard error is each version's own."""
    found = []
    for output in cell.outputs:
        if output.output_type == "stream":
            if output.name != "stdout":
                continue
            if found and "stdout" in found[-1]:
                found[-1]["stdout"] += output.text
            else:
                found.append({"stdout": output.text})
        elif output.output_type == "error":
            found.append({"error": f"{output.ename}: {output.evalue}"})
        else:
            found.append({"data": output.data})
    return json.loads(json.dumps(found).replace(folder, "FOLDER"))


if __name__ == "__main__":
    main()
