"""A Hugging Face hub with one repository, made of a folder, for one command: MLflow logs by reference only what a hub has.

    python hub.py FOLDER OWNER/NAME COMMAND ...

COMMAND runs with HF_ENDPOINT naming it and a cache of its own; LICENSE of this project is added where --licence is given.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Every revision is this commit.
COMMIT = hashlib.sha1(b"phi3-mlflow-notebook").hexdigest()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, files: dict[str, Path], repository: str, *rest) -> None:
        self.files, self.repository = files, repository
        super().__init__(*rest)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        api, resolve = f"/api/models/{self.repository}", f"/{self.repository}/resolve/"
        if path.startswith(f"{api}/tree/"):
            self.send_json([{"type": "file", "path": name, "size": file.stat().st_size, "oid": oid(file)} for name, file in self.files.items()])
        elif path == api or path.startswith(f"{api}/revision/"):
            self.send_json({"id": self.repository, "sha": COMMIT, "siblings": [{"rfilename": name} for name in self.files]})
        elif path.startswith(resolve) and (file := self.files.get(path.removeprefix(resolve).partition("/")[2])):
            self.send(200, file.read_bytes(), {"ETag": f'"{oid(file)}"', "X-Repo-Commit": COMMIT})
        else:
            code = "EntryNotFound" if path.startswith(f"/{self.repository}/") else "RepoNotFound"
            self.send(404, b"", {"X-Error-Code": code, "X-Repo-Commit": COMMIT})

    def send_json(self, content) -> None:
        self.send(200, json.dumps(content).encode(), {"Content-Type": "application/json"})

    def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


def oid(file: Path) -> str:
    content = file.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--licence", action="store_true")
    parser.add_argument("folder", type=Path)
    parser.add_argument("repository")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    folder = arguments.folder.resolve(strict=True)
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    if arguments.licence:
        files["LICENSE"] = Path(__file__).resolve().parents[2] / "LICENSE"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, files, arguments.repository))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as cache:
        hub = {"HF_ENDPOINT": f"http://127.0.0.1:{server.server_port}", "HF_HOME": cache}
        return subprocess.run(arguments.command, env=os.environ | hub).returncode


if __name__ == "__main__":
    sys.exit(main())
