"""Prints the compiled requirements of the second file whose version the first has not.

python only_own_requirements.py BASE WHOLE
"""

import sys
from pathlib import Path


def requirements(path: str) -> dict[str, str]:
    """What is required ("numpy==2.4.6") -> its lines, hashes included."""
    text = Path(path).read_text("utf-8").replace("\\\n", "\\")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.split(maxsplit=1)[0]: line.replace("\\", "\\\n") for line in lines}


base = requirements(sys.argv[1])
for required, lines in requirements(sys.argv[2]).items():
    if required not in base:
        print(lines)
