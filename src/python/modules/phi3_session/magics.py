"""Magics and shell commands: what the page does of them, and what it says of the others."""

import importlib.metadata
import importlib.util
import os
import re
import shlex
import shutil
import sys
import time

from . import commands
from .capture import capture

INSTALL = re.compile(r"^(?:\S*python[\d.]*\s+-m\s+|\{sys\.executable\}\s+-m\s+)?(?:uv\s+)?pip3?\s+install\b(.*)$", re.DOTALL)
CONDA_INSTALL = re.compile(r"^(?:conda|mamba)\s+install\b(.*)$", re.DOTALL)
TAKES_VALUE = {"-r", "--requirement", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-c", "--constraint", "-t", "--target"}

# The name that is imported, where it is another than the package's.
MODULES = {
    "onnxruntime-genai": "onnxruntime_genai",
    "onnxruntime-genai-cuda": "onnxruntime_genai",
    "onnxruntime-genai-directml": "onnxruntime_genai",
    "huggingface-hub": "huggingface_hub",
    "mlflow-skinny": "mlflow",
    "ipython": "IPython",
    "pyyaml": "yaml",
    "scikit-learn": "sklearn",
}
# Others have no part in what runs here.
WITHOUT_PART = {"pip", "setuptools", "wheel", "ipykernel", "jupyter", "jupyterlab", "notebook", "accelerate", "flash-attn", "bitsandbytes"}


class UsageError(Exception):
    """A magic that was called wrongly: shown as one line, as IPython does, and the cell ends."""


def command(source):
    """Runs `%name arguments`, `!command` or `name?` as it stands in a cell."""
    shell = get_ipython()  # noqa: F821 -- a builtin of the session
    if source.startswith("%%"):
        first, _, body = source[2:].partition("\n")
        name, _, arguments = first.strip().partition(" ")
        return cell(shell, name, _expanded(shell, arguments.strip()), body)
    source = re.sub(r"\\\n", " ", source).strip()
    assigns = not source.startswith(("%", "!", "?")) and not source.endswith("?")
    if assigns:
        source = re.sub(r"^[^=]*=\s*", "", source)
    if source.startswith("!"):
        return shell_command(shell, _expanded(shell, source.lstrip("!").strip()), gives=assigns or source.startswith("!!"))
    if source.startswith("%"):
        name, _, arguments = source.lstrip("%").partition(" ")
        return line(shell, name, arguments.strip())
    if source.startswith("?") or source.endswith("?"):
        return _help(shell, source.strip("?").strip())
    _tell(f"`{source}` is IPython's own syntax, and is not done here.")
    return None


def line(shell, name, arguments):
    found = _LINES.get(name)
    if found is not None:
        return found(shell, arguments if name in ("time", "timeit") else _expanded(shell, arguments))
    if name in ("pip", "conda", "mamba", "uv") or name in SHELL_ALIASES:
        return shell_command(shell, f"{name} {_expanded(shell, arguments)}")
    if name in WITHOUT_EFFECT:
        _tell(f"%{name} is Jupyter's, and does nothing here.")
        return None
    if name not in OTHERS:
        instead = f" (But cell magic `%%{name}` exists, did you mean that instead?)" if name in _CELLS else ""
        raise UsageError(f"Line magic function `%{name}` not found{instead}.")
    _tell(f"%{name} is Jupyter's: this page does not have it. Save the notebook and run it in Jupyter.")
    return None


def cell(shell, name, arguments, body):
    found = _CELLS.get(name)
    is_line = name in _LINES or name in WITHOUT_EFFECT
    if found is None and name not in OTHER_CELLS:
        instead = f" (But line magic `%{name}` exists, did you mean that instead?)" if is_line else ""
        raise UsageError(f"Cell magic `%%{name}` not found{instead}.")
    # The Python below these runs as that of any cell.
    if body == "" and name not in ("capture", "time"):
        instead = f" Did you mean the line magic %{name} (single %)?" if is_line else ""
        raise UsageError(f"%%{name} is a cell magic, but the cell body is empty.{instead}")
    if found is not None:
        return found(shell, arguments, body if body.endswith("\n") else f"{body}\n")
    raise NotImplementedError(
        f"%%{name} is Jupyter's: this page does not have it. Save the notebook and run it in Jupyter."
    )


def shell_command(shell, text, gives=False):
    """`gives` for `lines = !command`, which writes nothing."""
    install = INSTALL.match(text) or CONDA_INSTALL.match(text)
    if install:
        _install(install.group(1))
        return SList() if gives else None
    first = text.splitlines()[0] if text else ""
    try:
        lines = commands.run(text)
    except commands.Failed as failed:
        # IPython reads both streams of a command as one.
        lines = str(failed).splitlines()
    if lines is None and first.split(" ")[0] == "nvidia-smi":
        _tell("/bin/bash: line 1: nvidia-smi: command not found")
    elif lines is None:
        _tell(f"!{first} is a shell command: a browser has no shell. Save the notebook and run it in Jupyter.")
    elif gives:
        return SList(lines)
    else:
        for each in lines:
            print(each)
    return SList() if gives else None


class SList(list):
    """The lines of a command, as IPython gives them."""

    @property
    def l(self):  # noqa: E743 -- IPython's name
        return list(self)

    @property
    def n(self):
        return "\n".join(self)

    @property
    def s(self):
        return " ".join(self)

    list, nlstr, spstr = l, n, s


def _expanded(shell, text):
    """`{expression}` and `$name`; all of it as it stands where one of them is not known, as in IPython."""

    def value(match):
        if match.group(0) in ("{{", "}}", "$$"):
            return match.group(0)[0]
        return str(eval(match.group(1) or match.group(2), shell.namespace))

    try:
        return re.sub(r"\{\{|\}\}|\$\$|\{([^{}]+)\}|\$([A-Za-z_]\w*)", value, text)
    except Exception:
        return text


def _install(arguments):
    try:
        words = shlex.split(arguments, comments=True)
    except ValueError:
        words = arguments.split()
    names, skips = [], False
    for word in words:
        if skips:
            skips = False
        elif word.startswith("-"):
            skips = word in TAKES_VALUE
            if word in ("-r", "--requirement"):
                names.append(word)
        else:
            names.append(word)
    for name in names:
        print(_installed(name), file=sys.stdout)


def _installed(requirement):
    if requirement.startswith("-"):
        return "A file of requirements is not read here: the page has its own packages."
    name = re.split(r"[\s\[<>=!~;@]", requirement, maxsplit=1)[0]
    plain = re.sub(r"[-_.]+", "-", name).lower()
    if plain in WITHOUT_PART:
        return f"{name}: nothing to install. What runs here needs no part of it."
    module = MODULES.get(plain, plain.replace("-", "_"))
    if plain and importlib.util.find_spec(module) is not None:
        return f"{name} is part of this page's Python{_version(module)}."
    return (
        f"{name} is not part of this page's Python, and cannot be installed here. "
        "Save the notebook and run it in Jupyter, or leave it out."
    )


def _version(module):
    # Without importing it.
    try:
        return f" ({importlib.metadata.version(module)})"
    except importlib.metadata.PackageNotFoundError:
        return ""


def _timed(shell, source):
    started, worked = time.perf_counter(), time.process_time()
    value = None
    try:
        code = compile(source, f"<cell {shell.count}>", "eval")
    except SyntaxError:
        exec(compile(source, f"<cell {shell.count}>", "exec"), shell.namespace)
    else:
        value = eval(code, shell.namespace)
    took(started, worked)
    return value


def _time_cell(shell, arguments, body):
    """The cell's Python follows it."""
    shell.at_end.callback(took, time.perf_counter(), time.process_time())


def _capture_cell(shell, arguments, body):
    shell.at_end.enter_context(capture(shell, arguments))


def _timeit(shell, arguments, body=None):
    import timeit

    options, statement = _timeit_options(arguments)
    setup = "pass"
    if body is not None:
        setup, statement = statement or "pass", body
    timer = timeit.Timer(statement, setup, globals=shell.namespace)
    loops = options.get("n") or next(10**power for power in range(10) if timer.timeit(10**power) >= 0.2)
    result = TimeitResult(loops, [each / loops for each in timer.repeat(options.get("r") or 7, loops)])
    if "q" not in options:
        print(result)
    return result if "o" in options else None


def _timeit_options(arguments):
    _refuse_options("n:r:tcp:qov:", arguments)
    options = {}
    while found := re.match(r"-(?:([nr])\s*(\d+)|([oqcpt]))\s*", arguments):
        options[found.group(1) or found.group(3)] = int(found.group(2) or 1)
        arguments = arguments[found.end() :]
    return options, arguments


class TimeitResult:
    def __init__(self, loops, timings):
        import statistics

        self.loops, self.repeat, self.timings, self.all_runs = loops, len(timings), timings, [each * loops for each in timings]
        self.best, self.worst = min(timings), max(timings)
        self.average, self.stdev = statistics.fmean(timings), statistics.pstdev(timings)

    def __str__(self):
        runs, loops = ("run" if self.repeat == 1 else "runs"), ("loop" if self.loops == 1 else "loops")
        return (
            f"{_duration(self.average)} ± {_duration(self.stdev)} per loop "
            f"(mean ± std. dev. of {self.repeat} {runs}, {self.loops:,} {loops} each)"
        )

    def __repr__(self):
        return f"<TimeitResult : {self}>"


def _write_file(shell, arguments, body):
    words = shlex.split(arguments)
    names = [word for word in words if word not in ("-a", "--append")]
    appends = len(names) < len(words)
    unknown = [word for word in names if word.startswith("-")] or names[1:]
    if not names:
        raise UsageError("the following arguments are required: filename")
    if unknown:
        raise UsageError(f"unrecognized arguments: {' '.join(unknown)}")
    path = os.path.expanduser(names[0])
    kind = "Appending to" if appends and os.path.exists(path) else "Overwriting" if os.path.exists(path) else "Writing"
    print(f"{kind} {path}")
    with open(path, "a" if appends else "w", encoding="utf-8") as file:
        file.write(body)
    # A module of that name is found, and not the one that Python compiled before.
    importlib.invalidate_caches()
    shutil.rmtree(os.path.join(os.path.dirname(path), "__pycache__"), ignore_errors=True)


def _bash(shell, arguments, body):
    for each in body.splitlines():
        if each.strip() and not each.lstrip().startswith("#"):
            shell_command(shell, each.strip())


def _shown(name):
    def show(shell, arguments, body):
        # The package has a function of the same name.
        display = importlib.import_module("IPython.display")
        display.display(getattr(display, name)(body))

    return show


def _env(shell, arguments):
    if not arguments:
        return dict(os.environ)
    name, separator, value = arguments.partition("=" if "=" in arguments else " ")
    if not separator:
        if name in os.environ:
            return os.environ[name]
        raise UsageError(f"Environment does not have key: {name}")
    os.environ[name.strip()] = value.strip()
    print(f"env: {name.strip()}={value.strip()}")
    return None


def _set_env(shell, arguments):
    if "=" not in arguments and len(arguments.split()) < 2:
        raise UsageError("usage is 'set_env var=val'")
    return _env(shell, arguments)


def _cd(shell, arguments):
    words = shlex.split(arguments)
    quiet, places = "-q" in words, [word for word in words if word != "-q"]
    try:
        os.chdir(os.path.expanduser(places[0] if places else "~"))
    except OSError as error:
        # IPython says where it stays.
        print(error)
    if not quiet:
        print(os.getcwd())


def _names(shell, arguments=""):
    kinds = arguments.split()
    names = [name for name in shell.namespace if name not in shell.names_at_start and not name.startswith("_")]
    return sorted(name for name in names if not kinds or type(shell.namespace[name]).__name__ in kinds)


def _who(shell, arguments):
    names = _names(shell, arguments)
    if not names:
        print("Interactive namespace is empty." if not arguments else "No variables match your requested type.")
        return
    for at, name in enumerate(names, 1):
        print(f"{name}\t", end=" " if at % 9 else " \n")
    print()


def _run_file(shell, arguments):
    _refuse_options("nidtN:b:pD:l:rs:T:em:G", arguments)
    words = shlex.split(arguments)
    files = [word for word in words if not word.startswith("-")]
    if not files:
        raise Exception("you must provide at least a filename.")
    path = os.path.expanduser(files[0])
    if not os.path.exists(path):
        # A name without its ending is a module's, as in IPython.
        if not os.path.exists(f"{path}.py"):
            raise Exception(f"File `'{path if path.endswith('.py') else f'{path}.py'}'` not found.")
        path = f"{path}.py"
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    space = {**shell.namespace} if "-i" in words else {"__builtins__": __builtins__}
    space.update({"__name__": "__main__", "__file__": path})
    before = sys.argv
    sys.argv = words[words.index(files[0]) :]
    try:
        exec(code, space)
    except SystemExit as end:
        if end.code not in (None, 0):
            raise
    finally:
        sys.argv = before
        shell.namespace.update({name: value for name, value in space.items() if not name.startswith("__")})


def _refuse_options(allowed, arguments):
    """Of IPython's getopt: letters, each with a colon where a value follows."""
    letters = allowed.replace(":", "")
    for word in arguments.split():
        if not re.fullmatch(r"-[A-Za-z]\w*", word):
            break
        if word[1] not in letters:
            raise UsageError(f'option -{word[1]} not recognized (allowed: "{allowed}")')


def _load_ext(shell, arguments):
    if not arguments:
        raise UsageError("Missing module name.")
    _tell("%load_ext is Jupyter's, and does nothing here.")


def _reset(shell, arguments):
    for word in arguments.split():
        if word.startswith("-") and word[1:2] not in ("s", "f"):
            raise UsageError(f'option {word[:2]} not recognized (allowed: "sf" aggressive)')
    if "-f" in arguments.split():
        return shell.reset()
    _tell("%reset asks first in Jupyter. Use %reset -f.")
    return None


def took(started, worked):
    print(f"CPU times: total: {_duration(time.process_time() - worked)}\nWall time: {_duration(time.perf_counter() - started)}")


def _duration(seconds):
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def _help(shell, name):
    import inspect

    try:
        value = eval(name, shell.namespace)
    except Exception:
        print(f"Object `{name}` not found.")
        return None
    try:
        print(f"Signature: {name}{inspect.signature(value)}")
    except (TypeError, ValueError):
        pass
    print(f"Type:      {type(value).__name__}\nDocstring: {inspect.getdoc(value) or '<no docstring>'}")
    return None


def _tell(text):
    print(text, file=sys.stderr)


SHELL_ALIASES = {"ls", "cat", "mkdir", "rm", "cp", "mv", "echo"}
WITHOUT_EFFECT = {"matplotlib", "autoreload", "reload_ext", "unload_ext", "config", "xmode", "colors", "pylab", "dotenv", "automagic"}
#: IPython's own, which the page does not do.
OTHERS = set(
    "alias alias_magic autoawait autocall autosave bookmark clear code_wrap connect_info debug dhist dirs doctest_mode ed edit gui hist "
    "history killbgscripts ldir less lf lk ll load load_ext loadpy logoff logon logstart logstate logstop lsmagic lx macro magic man mm "
    "more notebook page pastebin pdb pdef pdoc pfile pinfo pinfo2 popd pprint precision prun psearch psource pushd pycat qtconsole "
    "quickref recall rehashx rep rerun reset_selective rmdir save sc store subshell sx system tb unalias unset_env whos xdel "
    "memit mprun lprun sql bigquery tensorboard load_dotenv fs run_pytest".split()
)
OTHER_CELLS = set("! HTML SVG bash capture code_wrap debug file html javascript js latex markdown mypy perl prun pypy python python2 python3 ruby script sh svg sx system time timeit writefile sql cython R bigquery scala r fs".split())
_LINES = {
    "time": _timed,
    "timeit": _timeit,
    "reset": _reset,
    "env": _env,
    "set_env": _set_env,
    "load_ext": _load_ext,
    "cd": _cd,
    "pwd": lambda shell, arguments: os.getcwd(),
    "who": _who,
    "who_ls": _names,
    "run": _run_file,
}
_CELLS = {
    "time": _time_cell,
    "capture": _capture_cell,
    "timeit": _timeit,
    "writefile": _write_file,
    "file": _write_file,
    "bash": _bash,
    "sh": _bash,
    "html": _shown("HTML"),
    "HTML": _shown("HTML"),
    "markdown": _shown("Markdown"),
    "latex": _shown("Latex"),
    "svg": _shown("SVG"),
    "SVG": _shown("SVG"),
}
