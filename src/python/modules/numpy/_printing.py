"""numpy's options of printing, and what uses them."""

import contextlib

from numpy._print import array_str, options


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None):
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth, "suppress": suppress}
    options.update({name: value for name, value in given.items() if value is not None})


def get_printoptions():
    return dict(options)


@contextlib.contextmanager
def printoptions(**given):
    before = dict(options)
    set_printoptions(**given)
    try:
        yield dict(options)
    finally:
        options.update(before)


def array2string(a, precision=None, suppress_small=None, separator=" "):
    with printoptions(precision=precision, suppress=suppress_small):
        return array_str(a, separator)


__all__ = ["array2string", "get_printoptions", "printoptions", "set_printoptions"]
