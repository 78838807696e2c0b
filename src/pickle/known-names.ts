/** What names that a pickle can import do, in plain words. A name that is not listed is unknown, not harmless. */
import { own } from "#base/own.ts";
import { message, type Message } from "#base/message.ts";

export type ImportConcern =
  /** Can start programs, run code, or reach files and the network. */
  | "dangerous"
  /** Creates functions or classes from bytecode in the pickle, or reads another pickle. */
  | "code"
  /** Listed by what it does; its arguments may still matter. */
  | "known"
  | "unknown";

export interface KnownName {
  readonly concern: ImportConcern;
  /** A sentence without its subject: "starts programs on this computer". */
  readonly does: Message;
}

const PROGRAMS = message`can start programs or act on the computer with the permissions of whoever loads the model`;
const RUNS_CODE = message`runs the Python code it is given`;
const NETWORK = message`connects to other computers over the network`;
const FILES = message`reads, writes or deletes files`;
const NATIVE = message`calls machine code, which Python cannot check`;
const REACHES = message`looks up any function by name, which hides what is called`;
const INSTALLS = message`installs packages, whose code then runs`;
const ANOTHER = message`loads another pickle or bytecode, whose own imports and calls are not listed here`;
const DEBUGS = message`runs code under a debugger or profiler`;

/** By module, including its submodules. */
const MODULES: Readonly<Record<string, KnownName>> = {
  ...all(
    "dangerous",
    PROGRAMS,
    "os",
    "posix",
    "nt",
    "subprocess",
    "_posixsubprocess",
    "pty",
    "commands",
    "popen2",
    "platform",
    "multiprocessing",
    "concurrent",
    "asyncio",
    "sched",
    "signal",
    "webbrowser",
    "antigravity",
    "winreg",
    "_winapi",
    "msvcrt",
    "psutil",
    "fabric",
    "paramiko",
  ),
  ...all(
    "dangerous",
    RUNS_CODE,
    "runpy",
    "code",
    "codeop",
    "importlib",
    "imp",
    "pkgutil",
    "zipimport",
    "timeit",
    "doctest",

    "idlelib",
    "lib2to3",
    "sys",
    "atexit",
    "threading",
    "_thread",
    "site",
    "IPython",
    "numpy.testing",
    "numpy.f2py",
    "numpy.distutils",
    "torch.utils.cpp_extension",
    "torch._inductor",
    "torch.hub",
    "torch.ops",
  ),
  ...all("dangerous", DEBUGS, "bdb", "pdb", "cProfile", "profile", "trace", "pstats", "tracemalloc"),
  ...all(
    "dangerous",
    NETWORK,
    "socket",
    "_socket",
    "ssl",
    "socketserver",
    "urllib",
    "urllib2",
    "http",
    "httplib",
    "ftplib",
    "smtplib",
    "poplib",
    "imaplib",
    "nntplib",
    "telnetlib",
    "xmlrpc",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "smtpd",
    "select",
    "selectors",
    "mlflow.artifacts",
    "mlflow.tracking",
  ),
  ...all(
    "dangerous",
    FILES,
    "io",
    "_io",
    "_pyio",
    "shutil",
    "pathlib",
    "tempfile",
    "fileinput",
    "glob",
    "linecache",
    "sqlite3",
    "zipfile",
    "tarfile",
    "mmap",
    "fcntl",
    "dbm",
    "netrc",
  ),
  ...all("dangerous", NATIVE, "ctypes", "_ctypes", "cffi", "_cffi_backend"),
  ...all(
    "dangerous",
    INSTALLS,
    "pip",
    "ensurepip",
    "setuptools",
    "distutils",
    "venv",
    "pkg_resources",
    "uv",
    "conda",
  ),
  ...all("dangerous", REACHES, "operator", "_operator", "inspect", "gc", "pydoc"),
  ...all(
    "code",
    ANOTHER,
    "pickle",
    "_pickle",
    "cPickle",
    "marshal",
    "shelve",
    "dill",
    "joblib",
    "jsonpickle",
    "torch.jit",
    "torch.package",
  ),
};

const BUILTINS = ["builtins", "__builtin__", "__builtins__"];

/** By full name; these take precedence over the modules. */
const NAMES: Readonly<Record<string, KnownName>> = {
  ...builtins(
    "dangerous",
    RUNS_CODE,
    "eval",
    "exec",
    "execfile",
    "compile",
    "__import__",
    "apply",
    "map",
    "filter",
    "reload",
  ),
  ...builtins(
    "dangerous",
    REACHES,
    "getattr",
    "setattr",
    "delattr",
    "globals",
    "locals",
    "vars",
    "dir",
    "super",
  ),
  ...builtins("dangerous", FILES, "open", "file", "input", "raw_input"),
  ...builtins("dangerous", DEBUGS, "breakpoint"),
  ...builtins("dangerous", message`ends the program`, "exit", "quit"),
  ...builtins(
    "known",
    message`a built-in Python type or function that only handles values`,
    "object",
    "set",
    "frozenset",
    "list",
    "dict",
    "tuple",
    "int",
    "float",
    "complex",
    "bool",
    "str",
    "bytes",
    "bytearray",
    "slice",
    "range",
    "type",
    "property",
    "staticmethod",
    "classmethod",
    "long",
    "unicode",
    "Ellipsis",
    "NotImplemented",
  ),
  ...all(
    "code",
    message`creates a function from bytecode in the pickle; it runs when the model is used`,
    "cloudpickle.cloudpickle._make_function",
    "cloudpickle.cloudpickle._make_skel_func",
    "cloudpickle.cloudpickle._fill_function",
    "types.FunctionType",
    "types.LambdaType",
    "types.CodeType",
    "types.MethodType",
  ),
  ...all(
    "code",
    message`creates a class from bytecode in the pickle; its methods run when the model is used`,
    "cloudpickle.cloudpickle._make_skeleton_class",
    "cloudpickle.cloudpickle._class_setstate",
    "cloudpickle.cloudpickle._make_skeleton_enum",
    "cloudpickle.cloudpickle._rehydrate_skeleton_class",
    "cloudpickle.cloudpickle._make_typevar",
  ),
  ...all(
    "code",
    message`fills in a function created from the pickle's bytecode`,
    "cloudpickle.cloudpickle._function_setstate",
    "cloudpickle.cloudpickle._make_cell",
    "cloudpickle.cloudpickle._make_empty_cell",
    "cloudpickle.cloudpickle.cell_set",
  ),
  ...all(
    "code",
    message`creates a module from the pickle's contents`,
    "cloudpickle.cloudpickle.dynamic_subimport",
    "types.ModuleType",
  ),
  ...all(
    "code",
    message`returns one of Python's internal types, such as the type of compiled code`,
    "cloudpickle.cloudpickle._builtin_type",
  ),
  ...all(
    "code",
    message`imports the module it is given, which runs that module's code`,
    "cloudpickle.cloudpickle.subimport",
    "cloudpickle.cloudpickle._getobject",
  ),
  ...all(
    "code",
    ANOTHER,
    "torch.load",
    "torch.serialization.load",
    "torch.storage._load_from_bytes",
    "numpy.load",
    "pandas.read_pickle",
    "pandas.io.pickle.read_pickle",
    "cloudpickle.load",
    "cloudpickle.loads",
    "yaml.load",
    "yaml.unsafe_load",
  ),
  ...all(
    "dangerous",
    RUNS_CODE,
    "numpy.testing._private.utils.runstring",
    "torch.utils._config_module.load_config",
  ),
  ...all("dangerous", REACHES, "functools.partial", "functools.reduce", "types.SimpleNamespace"),
  ...all(
    "known",
    message`creates an empty object of the class it is given`,
    "copyreg._reconstructor",
    "copy_reg._reconstructor",
    "copyreg.__newobj__",
    "copyreg.__newobj_ex__",
  ),
  ...all(
    "known",
    message`a container of Python's standard library`,
    "collections.OrderedDict",
    "collections.defaultdict",
    "collections.deque",
    "collections.Counter",
  ),
  ...all("known", message`encodes a text as bytes`, "_codecs.encode"),
  ...all(
    "known",
    message`creates an array from numbers in the pickle`,
    "numpy.core.multiarray._reconstruct",
    "numpy._core.multiarray._reconstruct",
    "numpy.core.multiarray.scalar",
    "numpy._core.multiarray.scalar",
    "numpy.ndarray",
    "numpy.dtype",
    "numpy._core.numeric._frombuffer",
    "numpy.core.numeric._frombuffer",
    // Its numbers follow it in the file, and are checked (joblib-array.ts).
    "joblib.numpy_pickle.NumpyArrayWrapper",
  ),
  ...all(
    "known",
    message`creates a tensor from numbers stored beside the pickle`,
    "torch._utils._rebuild_tensor_v2",
    "torch._utils._rebuild_tensor",
    "torch._utils._rebuild_parameter",
    "torch.FloatStorage",
    "torch.HalfStorage",
    "torch.BFloat16Storage",
    "torch.LongStorage",
    "torch.IntStorage",
    "torch.ByteStorage",
    "torch.storage.UntypedStorage",
  ),
  ...all(
    "known",
    message`a date or time`,
    "datetime.datetime",
    "datetime.date",
    "datetime.time",
    "datetime.timedelta",
    "datetime.timezone",
  ),
  ...all("known", message`an exact number`, "decimal.Decimal", "fractions.Fraction", "uuid.UUID"),
};

const REACHES_ANY: KnownName = { concern: "dangerous", does: REACHES };

const UNKNOWN: KnownName = {
  concern: "unknown",
  does: message`is not known here: importing it runs its module's code, whatever that does`,
};

export function knownName(module: string, name: string): KnownName {
  const full = `${module}.${name}`;
  // The name itself is computed while loading.
  if (module.startsWith("<") || name.startsWith("<")) return REACHES_ANY;
  const exact = own(NAMES, full);
  if (exact) return exact;
  if (BUILTINS.includes(module)) {
    // Since protocol 4 a name can have dots: "object.__subclasses__" and "dict.get" lead to things that are not named here.
    if (!name.includes(".")) return UNKNOWN;
    const outer = own(NAMES, `${module}.${name.split(".")[0] ?? ""}`);
    return outer?.concern === "dangerous" ? outer : REACHES_ANY;
  }
  if (name.split(".").slice(1).some(isSpecial)) return REACHES_ANY;
  const parts = full.split(".");
  for (let count = parts.length - 1; count > 0; count -= 1) {
    const known = own(MODULES, parts.slice(0, count).join("."));
    if (known) return known;
  }
  return UNKNOWN;
}

/** "__subclasses__", "__globals__": Python's own attributes, from which code can reach anything. */
function isSpecial(attribute: string): boolean {
  return attribute.startsWith("__") && attribute.endsWith("__");
}

function all(concern: ImportConcern, does: Message, ...names: string[]): Record<string, KnownName> {
  return Object.fromEntries(names.map((name) => [name, { concern, does }]));
}

function builtins(concern: ImportConcern, does: Message, ...names: string[]): Record<string, KnownName> {
  return all(concern, does, ...BUILTINS.flatMap((module) => names.map((name) => `${module}.${name}`)));
}
