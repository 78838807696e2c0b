"""How a fixture is written, so that all look alike."""

import hashlib
import importlib.metadata
import json
import platform
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fixtures"
REPOSITORY = FOLDER.parents[2]
DEMO = REPOSITORY / "public/models/phi3-demo"


def versions(*packages: str) -> dict[str, str]:
    return {"python": platform.python_version()} | {name: importlib.metadata.version(name) for name in packages}


def bundle_hashes(bundle: Path, *names: str) -> dict[str, str]:
    """What a fixture of a bundle was made on; fixtures.test.ts holds it against the bundle in the repository."""
    return {f"phi3-demo/{name}": hashlib.sha256((bundle / name).read_bytes()).hexdigest() for name in names}


def write(name: str, made_by: str, versions: dict[str, str], cases: list[dict]) -> None:
    """Writes fixtures/`name`, one case a line: readable as a whole, and a change shows as the cases that changed."""
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False, allow_nan=False) for case in cases)
    head = f'"madeBy": {json.dumps(made_by)},\n"versions": {json.dumps(versions)},\n'
    path.write_text(f'{{{head}"cases": [\n{lines}\n]}}\n', "utf-8")
    print(f"{name}: {len(cases)} cases, {path.stat().st_size} bytes")


def error(exception: BaseException) -> dict[str, str]:
    return {"type": type(exception).__name__, "message": str(exception)}
