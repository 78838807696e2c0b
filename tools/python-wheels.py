"""Makes a wheel of a package's Python, from its source on PyPI, where PyPI has no wheel for Pyodide. Python 3.14:

    pip download --no-deps --no-binary=:all: markupsafe==… && python tools/python-wheels.py markupsafe-….tar.gz src

writes it to src/python/wheels. The second argument is the folder of the packages in the source. The same source gives the same bytes.
"""

import base64
import hashlib
import re
import sys
import tarfile
import zipfile
from pathlib import Path

source, folder = sys.argv[1:]
with tarfile.open(source) as archive:
    files = {
        each.name.partition("/")[2]: archive.extractfile(each).read() for each in archive.getmembers() if each.isfile()
    }
about = files["PKG-INFO"].decode()
name = re.search(r"^Name: (.*)$", about, re.M)[1].lower()
version = re.search(r"^Version: (.*)$", about, re.M)[1]
info = f"{name}-{version}.dist-info"
licence = next(path for path in files if path.startswith("LICENSE"))
made = {
    path.removeprefix(f"{folder}/"): content
    for path, content in sorted(files.items())
    if path.startswith(f"{folder}/") and path.endswith((".py", "py.typed")) and ".egg-info" not in path
}
made |= {
    f"{info}/METADATA": files["PKG-INFO"],
    f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: python-wheels.py\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    f"{info}/licenses/{licence}": files[licence],
}
record = ""
for path, content in made.items():
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    record += f"{path},sha256={digest},{len(content)}\n"
made[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
target = Path(__file__).parent.parent / f"src/python/wheels/{name}-{version}-py3-none-any.whl"
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as wheel:
    for path, content in made.items():
        wheel.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
print(f"{name}=={version} --hash=sha256:{hashlib.sha256(target.read_bytes()).hexdigest()}")
