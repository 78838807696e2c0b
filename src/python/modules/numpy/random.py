"""``numpy.random``: the numbers that numpy draws from a seed. RandomState is on Python's own Mersenne Twister."""

import math
import random as _twister

import phi3_page

from numpy._array import array, asarray
from numpy._draws import many, weighted
from numpy._generator import Generator, _Pcg64


def _gen_mask(most):
    return (1 << most.bit_length()) - 1


class RandomState:
    __module__ = "numpy.random.mtrand"

    def __init__(self, seed=None):
        self._random = _twister.Random()
        self.seed(seed)

    def seed(self, seed=None):
        """As numpy's, which takes a whole number as the state's first word; Python hashes it first."""
        self._gauss = None
        if seed is None:
            self._random.seed()
            return
        if not isinstance(seed, int) and not hasattr(seed, "__index__"):
            raise NotImplementedError("A seed that is no whole number: the Python of this page does not have it.")
        seed = int(seed)
        if not 0 <= seed < 2**32:
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        words = [seed]
        for at in range(1, 624):
            words.append((1812433253 * (words[-1] ^ (words[-1] >> 30)) + at) & 0xFFFFFFFF)
        self._random.setstate((3, (*words, 624), None))

    def _interval(self, most):
        """A whole number from 0 to `most`, by drawing until one fits."""
        mask = _gen_mask(most)
        while True:
            value = (self._random.getrandbits(32) if most < 2**32 else self._long()) & mask
            if value <= most:
                return value

    def _long(self):
        high, low = self._random.getrandbits(32), self._random.getrandbits(32)
        return high << 32 | low

    def random_sample(self, size=None):
        return many(self._random.random, size)

    random = random_sample

    def rand(self, *shape):
        return self.random_sample(shape or None)

    def uniform(self, low=0.0, high=1.0, size=None):
        return many(lambda: low + (high - low) * self._random.random(), size)

    def randint(self, low, high=None, size=None, dtype=int):
        low, high = (0, low) if high is None else (low, high)
        if low >= high:
            raise ValueError("high <= 0" if low == 0 else "low >= high")
        most = int(high) - int(low) - 1
        return many(lambda: int(low) + (self._interval(most) if most else 0), size, dtype)

    def _standard_normal(self):
        if self._gauss is not None:
            found, self._gauss = self._gauss, None
            return found
        while True:
            x, y = 2.0 * self._random.random() - 1.0, 2.0 * self._random.random() - 1.0
            square = x * x + y * y
            if 0.0 < square < 1.0:
                break
        factor = math.sqrt(-2.0 * math.log(square) / square)
        self._gauss = factor * x
        return factor * y

    def normal(self, loc=0.0, scale=1.0, size=None):
        return many(lambda: loc + scale * self._standard_normal(), size)

    def standard_normal(self, size=None):
        return many(self._standard_normal, size)

    def randn(self, *shape):
        return self.standard_normal(shape or None)

    def shuffle(self, x):
        for at in range(len(x) - 1, 0, -1):
            other = self._interval(at)
            x[at], x[other] = x[other], x[at]

    def permutation(self, x):
        items = list(range(x)) if isinstance(x, int) else asarray(x).tolist()
        self.shuffle(items)
        return array(items)

    def choice(self, a, size=None, replace=True, p=None):
        items = range(a) if isinstance(a, int) or hasattr(a, "__index__") and not hasattr(a, "__len__") else asarray(a)
        count = len(items)
        if not count:
            raise ValueError("'a' cannot be empty unless no samples are taken")
        if p is not None:
            places = weighted(self._random.random, asarray(p, float).tolist(), count, size, replace)
        elif replace:
            places = self.randint(0, count, size)
        else:
            wanted = 1 if size is None else math.prod((size,) if isinstance(size, int) else size)
            if wanted > count:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            drawn = self.permutation(count)[:wanted]
            places = drawn.tolist()[0] if size is None else drawn.reshape(size)
        return places if isinstance(items, range) else items[places] if size is None else items.take(places, 0)


_global = RandomState()
choice, normal, permutation, rand, randint, randn, random, random_sample, seed, shuffle, standard_normal, uniform = (
    getattr(_global, _name)
    for _name in "choice normal permutation rand randint randn random random_sample seed shuffle standard_normal uniform".split()
)


def default_rng(seed=None):
    return seed if isinstance(seed, Generator) else Generator(_Pcg64(seed))


__getattr__ = phi3_page.lacking_attribute("numpy.random")
