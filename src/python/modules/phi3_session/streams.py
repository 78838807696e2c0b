"""sys.stdout and sys.stderr: what is written shows as it comes."""

import io
import sys
import time

import _phi3_bridge

LONGEST_WAIT_S = 0.02


class Stream(io.TextIOBase):
    encoding = "utf-8"
    errors = "strict"

    def __init__(self, name):
        self.name = name
        self._kept = []
        self._sent_at = 0.0

    def writable(self):
        return True

    def isatty(self):
        return False

    def fileno(self):
        raise io.UnsupportedOperation("fileno")

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self._kept.append(text)
            if text.endswith("\n") or time.monotonic() - self._sent_at > LONGEST_WAIT_S:
                self.flush()
        return len(text)

    def flush(self):
        if not self._kept:
            return
        text = "".join(self._kept)
        self._kept.clear()
        self._sent_at = time.monotonic()
        _phi3_bridge.stream(self.name, text)


def flush():
    """Both, whatever the notebook has put in their place."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except Exception:
            pass
