"""Runs the Python of the variable CODE in an empty folder, as a cell of a notebook would."""

import quiet  # noqa: F401  first: sets what the peers read on import

import os

from elsewhere import elsewhere

with elsewhere():
    exec(compile(os.environ["CODE"], "<code>", "exec"), {"__name__": "__main__"})
