"""The little of torch that wrappers around transformers touch: tensors of token ids, dtypes, devices."""

import builtins
import contextlib
import math
import types

import numpy
import phi3_page
from phi3_page import Lacking

from torch import cuda

__phi3__ = True
__version__ = phi3_page.version("torch")


class dtype:
    def __init__(self, name, numpy_name, is_floating_point):
        self._name, self._numpy, self.is_floating_point = name, numpy_name, is_floating_point

    def __repr__(self):
        return f"torch.{self._name}"

    def __reduce__(self):
        return self._name


float16 = half = dtype("float16", "float16", True)
bfloat16 = dtype("bfloat16", "float32", True)
float32 = dtype("float32", "float32", True)
float = float32
float64 = double = dtype("float64", "float64", True)
int8 = dtype("int8", "int8", False)
int32 = dtype("int32", "int32", False)
int = int32
int64 = long = dtype("int64", "int64", False)
bool = dtype("bool", "bool", False)
_OF_NUMPY = {"int64": int64, "int32": int32, "int8": int8, "float32": float32, "float64": float64, "float16": float16, "bool": bool}


class device:
    def __init__(self, type, index=None):
        name, _, number = str(type.type if isinstance(type, device) else type).partition(":")
        self.type, self.index = name, index if index is not None else (builtins.int(number) if number.isdigit() else None)
        if name not in ("cpu", "cuda", "mps", "meta", "xpu"):
            raise RuntimeError(f"Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga, maia, xla, lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device string: {name}")

    def __repr__(self):
        index = f", index={self.index}" if self.index is not None else ""
        return f"device(type={self.type!r}{index})"

    def __str__(self):
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __eq__(self, other):
        return isinstance(other, device) and str(other) == str(self)

    def __hash__(self):
        return hash(str(self))


def only_cpu(where):
    """The page has no graphics card: what torch's build for the CPU says of one."""
    if isinstance(where, (str, device)) and device(where).type not in ("cpu", "meta"):
        raise AssertionError("Torch not compiled with CUDA enabled")


class Size(tuple):
    def numel(self):
        return math.prod(self)

    def __repr__(self):
        return f"torch.Size([{', '.join(map(str, self))}])"


class Tensor(Lacking):
    _recorded_as = "torch.Tensor"

    def __init__(self, array):
        self._array = numpy.asarray(array)

    @property
    def shape(self):
        return Size(self._array.shape)

    @property
    def dtype(self):
        return _OF_NUMPY[self._array.dtype.name]

    @property
    def device(self):
        return device("cpu")

    @property
    def ndim(self):
        return self._array.ndim

    @property
    def T(self):
        return Tensor(self._array.T)

    def size(self, dim=None):
        return self.shape if dim is None else self.shape[dim]

    def dim(self):
        return self._array.ndim

    def numel(self):
        return self._array.size

    def to(self, *where, **options):
        for each in [*where, *options.values()]:
            only_cpu(each)
        kinds = [each for each in [*where, *options.values()] if isinstance(each, dtype)]
        return Tensor(self._array.astype(kinds[0]._numpy)) if kinds else self

    def cpu(self):
        return self

    def cuda(self):
        only_cpu("cuda")

    def detach(self):
        return self

    def clone(self):
        return Tensor(self._array.copy())

    def numpy(self):
        return self._array

    def tolist(self):
        return self._array.tolist()

    def item(self):
        if self._array.size != 1:
            raise RuntimeError("a Tensor with {} elements cannot be converted to Scalar".format(self._array.size))
        return self._array.tolist() if self._array.ndim == 0 else self._array.item()

    def long(self):
        return self.to(int64)

    def float(self):
        return self.to(float32)

    def unsqueeze(self, dim):
        return Tensor(numpy.expand_dims(self._array, dim))

    def squeeze(self, dim=None):
        return Tensor(self._array.squeeze(dim))

    def reshape(self, *shape):
        return Tensor(self._array.reshape(*shape))

    view = reshape

    def flatten(self):
        return Tensor(self._array.flatten())

    def bool(self):
        return self.to(bool)

    def int(self):
        return self.to(int32)

    def sum(self, dim=None, keepdim=False):
        array = self._array.astype("int64") if self._array.dtype.kind == "b" else self._array
        return _tensor_of(array.sum(dim, keepdims=keepdim))

    def mean(self, dim=None, keepdim=False):
        if self._array.dtype.kind != "f":
            raise RuntimeError("mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: Long")
        return _tensor_of(self._array.mean(dim, keepdims=keepdim))

    def max(self, dim=None, keepdim=False):
        return _extreme("max", self, dim, keepdim)

    def min(self, dim=None, keepdim=False):
        return _extreme("min", self, dim, keepdim)

    def argmax(self, dim=None):
        return _tensor_of(self._array.argmax(dim))

    def any(self, dim=None):
        return _tensor_of(self._array.any(dim))

    def all(self, dim=None):
        return _tensor_of(self._array.all(dim))

    def eq(self, other):
        return self == other

    def ne(self, other):
        return self != other

    def equal(self, other):
        return equal(self, other)

    def softmax(self, dim):
        return softmax(self, dim)

    def topk(self, k, dim=-1):
        return topk(self, k, dim)

    def masked_fill(self, mask, value):
        return where(mask, value, self)

    def masked_fill_(self, mask, value):
        self._array[numpy.broadcast_to(mask._array, self._array.shape)] = value
        return self

    def fill_(self, value):
        self._array[...] = value
        return self

    def log_softmax(self, dim):
        return log_softmax(self, dim)

    def exp(self):
        return exp(self)

    def isfinite(self):
        return Tensor(numpy.isfinite(self._array))

    def repeat(self, *sizes):
        return Tensor(numpy.tile(self._array, sizes[0] if isinstance(sizes[0], (list, tuple)) else sizes))

    def new_zeros(self, *size):
        return Tensor(numpy.zeros(size, self._array.dtype))

    def new_ones(self, *size):
        return Tensor(numpy.ones(size, self._array.dtype))

    def __len__(self):
        return len(self._array)

    def __iter__(self):
        return (_tensor_of(each) for each in self._array)

    def __getitem__(self, key):
        try:
            return _tensor_of(self._array[_plain_key(key)])
        except IndexError as error:
            raise IndexError(str(error).replace(" for axis ", " for dimension ")) from None

    def __contains__(self, item):
        return builtins.bool((self == item).any())

    def __setitem__(self, key, value):
        self._array[_plain_key(key)] = value._array if isinstance(value, Tensor) else value

    def __int__(self):
        return self.item().__int__()

    def __float__(self):
        return self.item().__float__()

    def __index__(self):
        return self.item().__index__()

    def __bool__(self):
        return self._array.size == 1 and self._array.flatten()[0].__bool__()

    def __array__(self, dtype=None):
        return self._array

    def __format__(self, spec):
        return format(self.item(), spec) if self._array.ndim == 0 else repr(self)

    def __repr__(self):
        return tensor_text(self._array)

    # Compared item by item, and yet a key of dicts, as in torch.
    __hash__ = object.__hash__


def _tensor_operator(name):
    def apply(self, other):
        if not isinstance(other, (Tensor, builtins.int, builtins.float, builtins.bool, numpy.ndarray, numpy.generic)):
            return NotImplemented
        found = getattr(self._array, name)(other._array if isinstance(other, Tensor) else other)
        if found is NotImplemented:
            return found
        # Of whole numbers torch makes floats of 32 bits, numpy of 64.
        arrays = [each._array for each in (self, other) if isinstance(each, Tensor)]
        is_widened = found.dtype.name == "float64" and builtins.all(array.dtype.name != "float64" for array in arrays)
        return _tensor_of(found.astype("float32") if is_widened else found)

    return apply


for _name in "add radd sub rsub mul rmul truediv rtruediv floordiv mod pow eq ne lt le gt ge and or".split():
    setattr(Tensor, f"__{_name}__", _tensor_operator(f"__{_name}__"))
Tensor.__invert__ = lambda self: Tensor(~self._array)
Tensor.__neg__ = lambda self: Tensor(-self._array)
Tensor.__matmul__ = lambda self, other: _tensor_of(self._array @ other._array)


class _Found(tuple):
    """The values, and their places, of a search."""

    name = "topk"
    values = property(lambda self: self[0])
    indices = property(lambda self: self[1])

    def __repr__(self):
        return f"torch.return_types.{self.name}(\nvalues={self.values},\nindices={self.indices})"


def _extreme(name, of, dim, keepdim):
    find = getattr(of._array, name)
    if dim is None:
        return _tensor_of(find())
    places = getattr(of._array, f"arg{name}")(dim, keepdims=keepdim)
    made = _Found((_tensor_of(find(dim, keepdims=keepdim)), _tensor_of(places)))
    made.name = name
    return made


def _plain_key(key):
    if isinstance(key, tuple):
        return tuple(map(_plain_key, key))
    return key._array if isinstance(key, Tensor) and key._array.ndim else key.item() if isinstance(key, Tensor) else key


def _tensor_of(value):
    return Tensor(value if isinstance(value, numpy.ndarray) else numpy.array(value.item(), dtype=value.dtype))


def tensor_text(array):
    """How torch prints: numbers of one width, floats with four digits, lines of 80 characters."""
    flat = array.flatten().tolist()
    if array.dtype.kind == "f":
        texts = {item: f"{item:.4f}" for item in flat}
        if builtins.all(item == math.trunc(item) for item in flat if item == item):
            texts = {item: f"{item:.0f}." for item in flat}
    else:
        texts = {item: str(item) for item in flat}
    width = max(map(len, texts.values()), default=0)
    body = _text(array.tolist(), lambda item: texts[item].rjust(width) if array.ndim else texts[item], len("tensor("), width)
    default = array.dtype.name in ("int64", "float32", "bool")
    return f"tensor({body}{'' if default else f', dtype=torch.{array.dtype.name}'})"


def _text(nested, write, indent, width):
    if not isinstance(nested, list):
        return write(nested)
    if not nested or not isinstance(nested[0], list):
        count = max(1, (80 - indent) // (width + 2))
        lines = [", ".join(map(write, nested[at : at + count])) for at in range(0, len(nested), count)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
    depth, inner = 1, nested[0]
    while isinstance(inner[0], list):
        depth, inner = depth + 1, inner[0]
    between = "," + "\n" * depth + " " * (indent + 1)
    return "[" + between.join(_text(each, write, indent + 1, width) for each in nested) + "]"


def tensor(data, dtype=None, device=None):
    only_cpu(device)
    array = data._array if isinstance(data, Tensor) else numpy.array(data)
    if dtype is not None:
        array = array.astype(dtype._numpy)
    elif array.dtype.name == "float64" and not isinstance(data, numpy.ndarray):
        array = array.astype("float32")
    return Tensor(array)


as_tensor = from_numpy = tensor


def zeros(*size, dtype=float32, device=None):
    return Tensor(numpy.zeros(size[0] if isinstance(size[0], (list, tuple)) else size, dtype._numpy))


def ones(*size, dtype=float32, device=None):
    return Tensor(numpy.ones(size[0] if isinstance(size[0], (list, tuple)) else size, dtype._numpy))


def ones_like(input):
    return Tensor(numpy.ones_like(input._array))


def cat(tensors, dim=0):
    return Tensor(numpy.concatenate([each._array for each in tensors], dim))


concat = cat


def stack(tensors, dim=0):
    return Tensor(numpy.stack([each._array for each in tensors], dim))


def arange(start, end=None, step=1, dtype=None, device=None):
    made = numpy.arange(start, end, step) if end is not None else numpy.arange(start)
    return tensor(made.tolist(), dtype)


def zeros_like(input):
    return Tensor(numpy.zeros_like(input._array))


def full(size, fill_value, dtype=None):
    return tensor(numpy.full(size, fill_value).tolist(), dtype)


def full_like(input, fill_value):
    return Tensor(numpy.full(input.shape, fill_value, dtype=input._array.dtype))


def where(condition, input, other):
    chosen = [each._array if isinstance(each, Tensor) else each for each in (input, other)]
    made = numpy.where(condition._array, *chosen)
    # A plain number takes the tensor's type.
    own = next((each._array.dtype for each in (input, other) if isinstance(each, Tensor)), made.dtype)
    return _tensor_of(made.astype(own))


def log_softmax(input, dim, dtype=None):
    moved = input._array - input._array.max(dim, keepdims=True)
    return Tensor(moved - numpy.log(numpy.exp(moved).sum(dim, keepdims=True)))


def equal(input, other):
    return builtins.bool(numpy.array_equal(input._array, other._array))


def eq(input, other):
    return input == other


def all(input, dim=None):
    return input.all(dim)


def any(input, dim=None):
    return input.any(dim)


def sum(input, dim=None):
    return input.sum(dim)


def argmax(input, dim=None):
    return input.argmax(dim)


def isin(elements, test_elements):
    return Tensor(numpy.isin(elements._array, test_elements._array if isinstance(test_elements, Tensor) else test_elements))


def exp(input):
    return Tensor(numpy.exp(input._array))


def softmax(input, dim, dtype=None):
    raised = numpy.exp(input._array - input._array.max(dim, keepdims=True))
    return Tensor(raised / raised.sum(dim, keepdims=True))


def topk(input, k, dim=-1):
    """Along the last dimension, the largest first."""
    if dim not in (-1, input.ndim - 1):
        raise NotImplementedError("torch.topk along another dimension than the last: the Python of this page does not have it.")
    places = numpy.argsort(-input._array)[..., :k]
    lines = numpy.stack([line[at] for line, at in zip(_lines(input._array), _lines(places))])
    return _Found((Tensor(lines.reshape(places.shape)), Tensor(places)))


def _lines(array):
    return array.reshape(-1, array.shape[-1])


def is_tensor(obj):
    return isinstance(obj, Tensor)


LongTensor = FloatTensor = BoolTensor = IntTensor = Tensor


class no_grad(contextlib.ContextDecorator):
    """There are no gradients here."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


inference_mode = no_grad


def manual_seed(seed):
    import phi3_bridge

    phi3_bridge.call("engine.lm.seed", seed % 2**32)


inf, nan, pi = math.inf, math.nan, math.pi
random = types.SimpleNamespace(manual_seed=manual_seed)


def set_default_device(where):
    only_cpu(where)


__getattr__ = phi3_page.lacking_attribute("torch")
