"""Magics and shell commands: what the page does of them, and what it says of the others."""

import importlib.metadata
import importlib.util
import re
import shlex
import sys
import time

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


def command(source):
    """Runs `%name arguments`, `!command` or `name?` as it stands in a cell."""
    shell = get_ipython()  # noqa: F821 -- a builtin of the session
    source = re.sub(r"\\\n", " ", source).strip()
    if not source.startswith(("%", "!", "?")) and not source.endswith("?"):
        source = re.sub(r"^[^=]*=\s*", "", source)
    if source.startswith("!"):
        return shell_command(shell, source.lstrip("!").strip())
    if source.startswith("%%"):
        name, _, arguments = source[2:].partition(" ")
        if name != "time":
            return cell(shell, name, arguments, "")
        shell.timing = (time.perf_counter(), time.process_time())
        return None
    if source.startswith("%"):
        name, _, arguments = source.lstrip("%").partition(" ")
        return line(shell, name, arguments.strip())
    if source.startswith("?") or source.endswith("?"):
        return _help(shell, source.strip("?").strip())
    _tell(f"`{source}` is IPython's own syntax, and is not done here.")
    return None


def line(shell, name, arguments):
    if name in ("pip", "conda", "mamba", "uv"):
        return shell_command(shell, f"{name} {arguments}")
    if name == "time":
        return _timed(shell, arguments)
    if name == "reset" and "-f" in arguments.split():
        return shell.reset()
    if name in ("matplotlib", "load_ext", "autoreload", "reload_ext", "config"):
        _tell(f"%{name} is Jupyter's, and does nothing here.")
        return None
    _tell(f"%{name} is Jupyter's: this page runs no magics but %pip install and %time. Save the notebook and run it in Jupyter.")
    return None


def cell(shell, name, arguments, body):
    raise NotImplementedError(
        f"%%{name} is Jupyter's: this page runs Python only. Save the notebook and run it in Jupyter."
    )


def shell_command(shell, text):
    install = INSTALL.match(text) or CONDA_INSTALL.match(text)
    if install:
        _install(install.group(1))
    else:
        _tell(f"!{text.splitlines()[0] if text else ''} is a shell command: a browser has no shell. Save the notebook and run it in Jupyter.")
    return None


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
