"""``numpy.linalg``: the length of vectors."""

import math

import phi3_page

from numpy._array import _floats, asarray


def norm(x, ord=None, axis=None, keepdims=False):
    if ord not in (None, 2) or (ord == 2 and asarray(x).ndim > 1 and axis is None):
        raise NotImplementedError(f"numpy.linalg.norm(ord={ord!r}): the Python of this page does not have it.")
    x = asarray(x)
    return x._reduced(lambda items: math.sqrt(math.fsum(item * item for item in items)), axis, _floats(x.dtype), keepdims)


__getattr__ = phi3_page.lacking_attribute("numpy.linalg")
