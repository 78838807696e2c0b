# %% numpy around a model's numbers
import numpy as np

np.arange(12).reshape(3, 4)
# %%
logits = np.array([[2.0, 1.0, 0.1], [0.5, 2.5, -1.0]], dtype=np.float32)
logits
# %%
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)

softmax(logits.astype(np.float64)).round(4), softmax(logits.astype(np.float64)).sum(axis=1), logits.argmax(axis=1), np.argsort(-logits, axis=1)
# %%
print(np.linspace(0, 1, 5), np.zeros((2, 3)), np.ones(3, dtype=int), np.eye(2), np.full((2, 2), 7.5))
# %%
np.arange(2000)
# %%
np.arange(10000).reshape(100, 100)
# %%
np.array([1e-10, 1.0, 1e10]), np.array([0.1, 123456.789]), np.array([1.0, np.nan, np.inf]), np.array([True, False]), np.array(["a", "bcd"]), np.array([]), np.array(5)
# %%
np.array([1.123456789, 2.5, 1000.0]), np.array([1e5, 1e-3]), np.array([0.00001, 1.0]), np.array([[1.5, 200.25], [-3.0, 4.0]])
# %%
np.float32(0.1), np.float64(0.1), np.int64(3), np.bool_(True), np.str_("a"), [np.float64(1.5)], {"a": np.int32(2)}, np.float32(0.1).item(), float(np.float32(0.1))
# %%
print(np.float32(0.1), np.float64(1 / 3), np.int64(3), np.bool_(True), [np.float64(1.5)])
# %%
np.set_printoptions(precision=3, suppress=True)
print(np.array([1.23456789, 0.000012345]), np.pi * np.arange(3))
np.set_printoptions(precision=8, suppress=False)
# %%
with np.printoptions(precision=2):
    print(np.array([1 / 3, 2 / 3]))
np.array2string(np.array([1 / 3, 2 / 3]), precision=2, separator=", ")
# %%
a = np.array([3, 1, 2])
a.dtype, a.shape, a.ndim, a.size, a.itemsize, a.nbytes, a.T, a[::-1], a[a > 1], a[[0, 2]], np.sort(a), a.cumsum(), a.tolist(), a.mean(), a.std()
# %%
np.vstack([a, a]), np.hstack([a, a]), np.concatenate([a, a]), np.stack([a, a], axis=1), np.unique([3, 1, 3]), np.where(a > 1, a, 0), np.clip(a, 1, 2)
# %%
np.dot(a, a), a @ a, np.outer(a, a), np.linalg.norm(a), np.percentile([1, 2, 3, 4], 25), np.median([1, 3, 2]), np.corrcoef([1, 2, 3], [2, 4, 7]).round(4)
# %%
embedding = np.array([[1.0, 0.0], [0.6, 0.8]])
norms = np.linalg.norm(embedding, axis=1, keepdims=True)
(embedding / norms) @ (embedding / norms).T
# %%
rng = np.random.default_rng(42)
rng.random(3), rng.integers(0, 10, 5), rng.choice(["a", "b", "c"], 4), rng.permutation(4)
# %%
np.random.seed(0)
np.random.rand(2), np.random.randint(0, 5, 3), np.random.choice(5, p=[0.1, 0.2, 0.3, 0.2, 0.2]), np.random.randn(2)
# %%
np.array([1, 2]) + np.array([1, 2, 3])
# %%
np.arange(3)[5]
# %%
if np.array([1, 2]):
    pass
# %%
np.zeros((2, 3)) @ np.zeros((2, 3))
# %%
np.array([[1, 2], [3]])
# %%
np.arange(6).reshape(4, 2)
# %%
np.array([1.0, 2.0]).astype(int), np.array([1, 2]) / 0, np.isnan(np.array([np.nan, 1])), np.nanmean([1, np.nan, 3]), np.allclose([0.1 + 0.2], [0.3]), np.array_equal([1], [1])
# %%
np.array([{"a": 1}, None], dtype=object), np.array([1, 2.5]), np.array([[1], [2]]).squeeze(), np.expand_dims(a, 0).shape, np.tile(a, 2), np.repeat(a, 2), np.diff(a), np.argmax(a), np.max(a), np.round(2.567, 1), np.log([1, np.e]), np.sqrt(16)
# %%
for value in (np.iinfo(np.int8).max, np.finfo(np.float32).eps, np.pi, np.inf, np.newaxis):
    print(value)
np.arange(3).dtype == np.int64, isinstance(np.float64(1), float), np.issubdtype(np.float32, np.floating)
