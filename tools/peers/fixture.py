"""How a fixture is written, so that all look alike."""

import hashlib
import importlib.metadata
import json
import math
import os
import platform
from pathlib import Path

#: Elsewhere for versions that are tried (profile-update.mjs).
FOLDER = Path(os.environ.get("FIXTURES_FOLDER") or Path(__file__).resolve().parent / "fixtures")
REPOSITORY = Path(__file__).resolve().parents[2]
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


def tagged(value):
    """Keeps what JSON.parse would lose: NaN, that 3.0 is not an integer, digits beyond 2**53, the order of keys such as "10"."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return {"$number": {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]}
        return {"$float": str(value)} if value.is_integer() else value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53:
        return {"$int": str(value)}
    if isinstance(value, list):
        return [tagged(item) for item in value]
    if isinstance(value, dict):
        if any(key.isdigit() for key in value):
            return {"$dict": [[key, tagged(item)] for key, item in value.items()]}
        return {key: tagged(item) for key, item in value.items()}
    return value
