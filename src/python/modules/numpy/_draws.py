"""What both of numpy's generators share."""

import math

from numpy._array import array


def many(draw, size, of=float):
    if size is None:
        return draw()
    shape = (size,) if isinstance(size, int) else tuple(size)
    return array([draw() for _ in range(math.prod(shape))], of).reshape(shape)


def weighted(share, p, count, size, replace):
    """Places by their probabilities; `share` draws from 0 to 1."""
    if len(p) != count:
        raise ValueError("'a' and 'p' must have same size")
    if any(each < 0 for each in p):
        raise ValueError("probabilities are not non-negative")
    if abs(math.fsum(p) - 1) > math.sqrt(2.0**-52):
        raise ValueError("probabilities do not sum to 1")
    if not replace:
        raise NotImplementedError("choice(replace=False, p=…): the Python of this page does not have it.")
    sums, total = [], 0.0
    for each in p:
        total += each
        sums.append(total)
    sums = [each / total for each in sums]

    def draw():
        found = share()
        return next(at for at, each in enumerate(sums) if found < each)

    return many(draw, size, int)


__all__ = ["many", "weighted"]
