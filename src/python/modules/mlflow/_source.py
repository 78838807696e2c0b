"""The Python file of a model that was logged as an object: its class, and what the class reads of the notebook.

cloudpickle keeps the same by value, as bytecode that one minor version of Python loads. A file loads on all.
"""

import ast
import builtins
import inspect
import symtable
import sys
import types

import __main__

__all__ = ["NoSource", "module_of", "module_of_class"]

#: The function that makes an object which its class alone does not make.
_MAKER = "model_as_logged"


class NoSource(Exception):
    """Says why there is no such file."""


def module_of(python_model, shown=None):
    """(text, name of the class or function, expression of the object). ``shown`` is a function that stands for the model."""
    module = _Module()
    if shown is not None:
        if shown.__name__ == "<lambda>":
            raise NoSource("python_model is a lambda. Define a function with a name, and give that one.")
        module.add(shown.__name__, shown)
        return module.text(), shown.__name__, shown.__name__
    cls = type(python_model)
    module.add(cls.__name__, cls)
    # Without what MLflow has found out of the class: it is found again.
    state = {name: value for name, value in vars(python_model).items() if name != "_predict_type_hints"}
    if not state and not _has_init(cls):
        return module.text(), cls.__name__, f"{cls.__name__}()"
    lines = [f"def {_MAKER}():", f"    model = {cls.__name__}.__new__({cls.__name__})"]
    lines += [f"    model.{name} = {module.expression(value, f'{cls.__name__}.{name}')}" for name, value in state.items()]
    module.parts.append("\n".join([*lines, "    return model"]))
    return module.text(), cls.__name__, f"{_MAKER}()"


def module_of_class(cls):
    """The text of the file of a class, whose object takes no arguments."""
    module = _Module()
    module.add(cls.__name__, cls)
    return module.text()


def _has_init(cls):
    return any("__init__" in vars(each) for each in cls.__mro__ if each.__module__ == "__main__")


class _Module:
    def __init__(self):
        self.imports, self.parts, self._added = [], [], {}

    def text(self):
        parts = [part.strip("\n") for part in self.parts]
        return "\n\n\n".join(["\n".join(self.imports), *parts] if self.imports else parts) + "\n"

    def add(self, name, value):
        """The name as it is now, after all that it needs."""
        if name in self._added:
            return
        self._added[name] = value
        if isinstance(value, types.ModuleType):
            self._add_import(name, value.__name__, None)
        elif isinstance(value, (type, types.FunctionType)) and value.__module__ == "__main__":
            self._add_definition(name, value)
        elif _is_importable(value):
            self._add_import(name, value.__module__, value.__name__)
        elif _is_literal(value):
            self.parts.append(f"{name} = {value!r}")
        else:
            self._add_statement(name, value)

    def _add_needs(self, source):
        for name in _free_names(source):
            if name in __main__.__dict__ and name not in ("In", "Out", "_", "__", "___"):
                self.add(name, __main__.__dict__[name])

    def _add_import(self, name, module, attribute):
        """As the notebook imports it; otherwise by what it is."""
        found = _imports_of(name) or [
            f"from {module} import {attribute}" + (f" as {name}" if name != attribute else "")
            if attribute
            else f"import {module}" + (f" as {name}" if name != module else "")
        ]
        self.imports += [line for line in found if line not in self.imports]

    def _add_definition(self, name, value):
        if value.__name__ == "<lambda>":
            self._add_statement(name, value)
            return
        if "<locals>" in value.__qualname__:
            raise NoSource(f"{value.__qualname__} is defined inside a function. Define it at the start of a line in a cell.")
        if name != value.__name__:
            self.add(value.__name__, value)
            self.parts.append(f"{name} = {value.__name__}")
            return
        source = _definition_of(value)
        if source is None:
            raise NoSource(f"The source of {name} is not known: it is not defined at the start of a line in a cell of this session.")
        self._add_needs(source)
        self.parts.append(source)

    def _add_statement(self, name, value):
        """A value that is no literal is made again, by the notebook's own line."""
        source = _assignment_of(name)
        if source is None:
            raise NoSource(
                f"{name}, of the type {type(value).__name__}, is set by no line “{name} = …” of a cell. Set it so, or in the class."
            )
        self._add_needs(source)
        self.parts.append(source)

    def expression(self, value, where):
        """Python that makes the value."""
        built_in = next((name for name, each in vars(builtins).items() if each is value), None)
        if built_in is not None and not _is_literal(value):
            return built_in
        if isinstance(value, (type, types.FunctionType)) and value.__name__ != "<lambda>" and "<locals>" not in value.__qualname__:
            self.add(value.__name__, value)
            return value.__name__
        if _is_literal(value):
            return repr(value)
        raise NoSource(
            f"{where} has the type {type(value).__module__}.{type(value).__name__}, which the model's file cannot hold. Set it in load_context."
        )


def _is_importable(value):
    """Whether ``from module import name`` gives it."""
    module, name = getattr(value, "__module__", None), getattr(value, "__name__", None)
    if not isinstance(module, str) or not isinstance(name, str) or module == "__main__":
        return False
    return getattr(sys.modules.get(module), name, None) is value


def _is_literal(value):
    try:
        text = repr(value)
        return _same(ast.literal_eval(text), value)
    except Exception:
        return False


def _same(one, other):
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(each, other[key]) for key, each in one.items())
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


def _free_names(source):
    """Names of the module that the code reads, in the order in which it does."""
    found = set()

    def look(table, is_top):
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (is_top or symbol.is_global()):
                found.add(symbol.get_name())
        for child in table.get_children():
            look(child, False)

    look(symtable.symtable(source, "<cell>", "exec"), True)
    ordered = [node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name) and node.id in found]
    return list(dict.fromkeys([*ordered, *sorted(found)]))


def _statements():
    """Top-level statements of the cells that have run, the newest first: (file, statement, source)."""
    for file, source in reversed(builtins.get_ipython().cells.items()):
        try:
            tree = ast.parse(source)
        except SyntaxError:
            # It did not run.
            continue
        lines = source.splitlines(keepends=True)
        for node in reversed(tree.body):
            is_definition = hasattr(node, "decorator_list")
            # A segment starts below the decorators, and is exact where lines hold more than one statement.
            whole = "".join(lines[_first_line(node) - 1 : node.end_lineno]).strip()
            yield file, node, whole if is_definition else ast.get_source_segment(source, node)


def _first_line(node):
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])


def _definition_of(value):
    function = None if isinstance(value, type) else inspect.unwrap(value)
    first = value.__firstlineno__ if function is None else function.__code__.co_firstlineno
    for file, node, source in _statements():
        is_definition = isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        if is_definition and node.name == value.__name__ and _first_line(node) == first:
            if function is None or function.__code__.co_filename == file:
                return source
    return None


def _imports_of(name):
    found = []
    for _, node, _ in _statements():
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                if (alias.asname or alias.name.split(".")[0]) == name:
                    node_of_one = type(node)(**{**{key: getattr(node, key) for key in node._fields}, "names": [alias]})
                    found.append(ast.unparse(node_of_one))
    # ``import a`` and ``import a.b`` set one name, and both count.
    return list(dict.fromkeys(reversed(found))) if found and found[0].startswith("import") else found[:1]


def _assignment_of(name):
    """The newest line that sets the name alone; None where something else has set it since."""
    for _, node, source in _statements():
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) and node.value else []
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return source
        if any(isinstance(each, ast.Name) and each.id == name and not isinstance(each.ctx, ast.Load) for each in ast.walk(node)):
            return None
    return None
