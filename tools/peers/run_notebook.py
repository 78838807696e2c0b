"""Validates a .ipynb with the real nbformat, runs it with nbclient as Jupyter would, and keeps the MLflow model that it logs.

    python run_notebook.py NOTEBOOK OUT
    python run_notebook.py NOTEBOOK --without-model
    python run_notebook.py NOTEBOOK|FOLDER --validate-only

OUT, a folder that must not exist yet, becomes the model that the notebook logged last. A FOLDER is all the notebooks in it.
Standard output is JSON:

    {"versions": {...}, "outputs": [{"id": "<cell id>", "text": "<what the cell printed or showed>"}, ...],
     "files": {"deploy-TARGET/...": "<text>", ...}}

The notebook runs in an empty folder, offline but for the addresses that it reads itself. Exits 1, with the reason on
standard error, when it is not valid, when a cell fails, or when it logs no model.
"""

import quiet  # noqa: F401  first: sets what the peers read on import

import argparse
import importlib.metadata
import json
import shutil
import sys
from pathlib import Path

import nbformat
from elsewhere import elsewhere

PEERS = ["nbformat", "nbclient", "ipykernel", "mlflow"]
CELL_TIMEOUT_S = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--validate-only", action="store_true")
    parser.add_argument("--without-model", action="store_true")
    arguments = parser.parse_args()
    if arguments.validate_only:
        folder = arguments.notebook.is_dir()
        for path in sorted(arguments.notebook.glob("*.ipynb")) if folder else [arguments.notebook]:
            validated(path)
        report = {"outputs": [], "files": {}}
    elif arguments.without_model:
        report = run(validated(arguments.notebook), None)
    elif arguments.out is None or arguments.out.exists():
        sys.exit("name a folder for the model that does not exist")
    else:
        report = run(validated(arguments.notebook), arguments.out.resolve())
    versions = {name: importlib.metadata.version(name) for name in PEERS}
    print(json.dumps({"versions": versions} | report, ensure_ascii=False))


def validated(path: Path) -> nbformat.NotebookNode:
    """As it stands: nbformat.read would mend what is not valid, and only warn."""
    content = json.loads(path.read_text("utf-8"))
    try:
        nbformat.validate(content, relax_add_props=False)
    except nbformat.ValidationError as error:
        sys.exit(f"{path.name} is not valid: {error}")
    return nbformat.from_dict(nbformat.v4.rwbase.rejoin_lines(nbformat.from_dict(content)))


def run(notebook: nbformat.NotebookNode, out: Path | None) -> dict:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    from forked_kernel import fork_kernels

    fork_kernels()
    with elsewhere() as folder:
        client = NotebookClient(notebook, timeout=CELL_TIMEOUT_S, resources={"metadata": {"path": folder}})
        try:
            client.execute()
        except CellExecutionError as error:
            sys.exit(f"a cell failed: {error}")
        if out is not None:
            keep_model(out)
        written = [path for path in Path().glob("deploy-*/**/*") if path.is_file()]
        files = {path.as_posix(): path.read_text("utf-8") for path in written}
    outputs = [{"id": cell.get("id"), "text": text_of(cell)} for cell in notebook.cells if cell.cell_type == "code"]
    return {"outputs": outputs, "files": files}


def keep_model(out: Path) -> None:
    import mlflow

    models = mlflow.search_logged_models(output_format="list")
    if not models:
        sys.exit("the notebook logged no model")
    newest = max(models, key=lambda model: model.creation_timestamp)
    shutil.copytree(newest.artifact_location.removeprefix("file://"), out)


def text_of(cell: nbformat.NotebookNode) -> str:
    """What was printed, without what libraries wrote to standard error, and what the last line showed."""
    texts = []
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            texts.append(output.text)
        elif output.output_type == "execute_result":
            texts.append(output.data["text/plain"])
    return "".join(texts)


if __name__ == "__main__":
    main()
