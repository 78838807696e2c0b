"""numpy's Generator over PCG64, which default_rng gives (numpy/random, bit_generator.pyx, pcg64.h and distributions.c)."""

import os
import math

from numpy._array import array, asarray
from numpy._draws import many, weighted

_32, _64, _128 = (1 << 32) - 1, (1 << 64) - 1, (1 << 128) - 1
_MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645


def _seed_words(seed, count):
    """SeedSequence: `count` words of 32 bits."""
    entropy = []
    while seed or not entropy:
        entropy.append(seed & _32)
        seed >>= 32
    constant = 0x43B0D7E5

    def hashed(value):
        nonlocal constant
        value ^= constant
        constant = constant * 0x931E8875 & _32
        value = value * constant & _32
        return value ^ value >> 16

    def mixed(x, y):
        found = (0xCA01F9DD * x - 0x4973F715 * y) & _32
        return found ^ found >> 16

    pool = [hashed(entropy[at] if at < len(entropy) else 0) for at in range(4)]
    for source in range(4):
        for target in range(4):
            if source != target:
                pool[target] = mixed(pool[target], hashed(pool[source]))
    for extra in entropy[4:]:
        for target in range(4):
            pool[target] = mixed(pool[target], hashed(extra))
    words, constant = [], 0x8B51F9DD
    for at in range(count):
        value = pool[at % 4] ^ constant
        constant = constant * 0x58F38DED & _32
        value = value * constant & _32
        words.append(value ^ value >> 16)
    return words


class _Pcg64:
    def __init__(self, seed=None):
        if seed is None:
            seed = int.from_bytes(os.urandom(16), "little")
        if not hasattr(seed, "__index__"):
            raise NotImplementedError("A seed that is no whole number: the Python of this page does not have it.")
        seed = int(seed)
        if seed < 0:
            raise ValueError("expected non-negative integer")
        words = _seed_words(seed, 8)
        first, second, third, fourth = (words[at] | words[at + 1] << 32 for at in range(0, 8, 2))
        self._increment = (third << 64 | fourth) << 1 & _128 | 1
        self._state = (self._increment + (first << 64 | second)) & _128
        self._step()
        self._half = None

    def _step(self):
        self._state = (self._state * _MULTIPLIER + self._increment) & _128

    def next64(self):
        self._step()
        value, turn = self._state >> 64 ^ self._state & _64, self._state >> 122
        return (value >> turn | value << (-turn & 63)) & _64

    def next32(self):
        """Half of 64 bits; the other half comes next."""
        if self._half is not None:
            found, self._half = self._half, None
            return found
        value = self.next64()
        self._half = value >> 32
        return value & _32

    def share(self):
        return (self.next64() >> 11) * 2.0**-53

    def below(self, count):
        """A whole number from 0 to `count` - 1, by Lemire's product."""
        if count == 1:
            return 0
        bits, draw = (32, self.next32) if count <= 1 << 32 else (64, self.next64)
        mask = (1 << bits) - 1
        product = draw() * count
        if product & mask < count:
            least = ((1 << bits) - count) % count
            while product & mask < least:
                product = draw() * count
        return product >> bits

    def interval(self, most):
        """A whole number from 0 to `most`, by drawing until one fits."""
        mask = (1 << most.bit_length()) - 1
        while True:
            value = (self.next32() if most <= _32 else self.next64()) & mask
            if value <= most:
                return value


#: What the real class has besides.
_LACKING = frozenset(
    "beta binomial bit_generator bytes chisquare dirichlet exponential f gamma geometric gumbel hypergeometric laplace logistic lognormal "
    "logseries multinomial multivariate_hypergeometric multivariate_normal negative_binomial noncentral_chisquare noncentral_f normal "
    "pareto permuted poisson power rayleigh spawn standard_cauchy standard_exponential standard_gamma standard_normal standard_t "
    "triangular vonmises wald weibull zipf".split()
)


class Generator:
    __module__ = "numpy.random._generator"

    def __init__(self, bit_generator):
        self._bits = bit_generator

    def random(self, size=None):
        return many(self._bits.share, size)

    def uniform(self, low=0.0, high=1.0, size=None):
        return many(lambda: low + (high - low) * self._bits.share(), size)

    def integers(self, low, high=None, size=None, dtype=int, endpoint=False):
        low, high = (0, low) if high is None else (low, high)
        if asarray([], dtype).itemsize < 4:
            raise NotImplementedError("integers of fewer than 32 bits: the Python of this page does not have it.")
        count = int(high) - int(low) + int(endpoint)
        if count <= 0:
            raise ValueError("high <= 0" if low == 0 else "low >= high")
        found = many(lambda: int(low) + self._bits.below(count), size, dtype)
        return asarray(found, dtype)[()] if size is None else found

    def shuffle(self, x):
        for at in range(len(x) - 1, 0, -1):
            other = self._bits.interval(at)
            x[at], x[other] = x[other], x[at]

    def permutation(self, x):
        items = list(range(x)) if isinstance(x, int) else asarray(x).tolist()
        self.shuffle(items)
        return array(items)

    def choice(self, a, size=None, replace=True, p=None):
        items = range(a) if hasattr(a, "__index__") and not hasattr(a, "__len__") else asarray(a)
        count = len(items)
        if p is not None:
            places = weighted(self._bits.share, asarray(p, float).tolist(), count, size, replace)
        elif replace:
            places = many(lambda: self._bits.below(count), size, int)
        else:
            places = self._distinct(count, size)
        return places if isinstance(items, range) else items[places] if size is None else items.take(places, 0)

    def _distinct(self, count, size):
        wanted = 1 if size is None else math.prod((size,) if isinstance(size, int) else size)
        if wanted > count:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        if count > 10_000 and wanted > count // 50:
            drawn = list(range(count))
            self._mix(drawn, max(count - wanted, 1))
            drawn = drawn[count - wanted :]
        else:
            drawn = []
            for most in range(count - wanted, count):
                value = self._bits.below(most + 1)
                drawn.append(most if value in drawn else value)
            self._mix(drawn, 1)
        return drawn[0] if size is None else array(drawn).reshape(size)

    def _mix(self, items, first):
        for at in range(len(items) - 1, first - 1, -1):
            other = self._bits.below(at + 1)
            items[at], items[other] = items[other], items[at]

    def __getattr__(self, name):
        if name in _LACKING:
            raise AttributeError(f"numpy.random.Generator.{name}: the Python of this page does not have it.", name=name, obj=self)
        raise AttributeError(f"'numpy.random._generator.Generator' object has no attribute {name!r}")


__all__ = ["Generator"]
