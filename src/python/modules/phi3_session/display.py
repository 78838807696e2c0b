"""What a value shows: the forms that it has by its `_repr_*_` methods, as IPython asks for them."""

import base64
import itertools

from .pretty import pretty

METHODS = (
    ("text/html", "_repr_html_"),
    ("text/markdown", "_repr_markdown_"),
    ("image/svg+xml", "_repr_svg_"),
    ("image/png", "_repr_png_"),
    ("image/jpeg", "_repr_jpeg_"),
    ("text/latex", "_repr_latex_"),
    ("application/json", "_repr_json_"),
    ("application/javascript", "_repr_javascript_"),
)

_ids = itertools.count(1)


def mime_bundle(value, include=None, exclude=None):
    """The forms of a value by their types, and the metadata of these."""
    shown = getattr(value, "_ipython_display_", None)
    if shown is not None and not isinstance(value, type):
        shown()
        return {}, {}
    data, metadata = {}, {}
    whole = _ask(value, "_repr_mimebundle_", include=include, exclude=exclude)
    if whole is not None:
        given, about = whole if isinstance(whole, tuple) else (whole, {})
        data.update({mime: _plain(mime, each) for mime, each in given.items()})
        metadata.update(about)
    for mime, method in METHODS:
        if mime in data:
            continue
        found = _ask(value, method)
        if found is None:
            continue
        if isinstance(found, tuple) and len(found) == 2:
            found, about = found
            metadata[mime] = about
        data[mime] = _plain(mime, found)
    if "text/plain" not in data:
        try:
            data["text/plain"] = pretty(value)
        except Exception as error:
            # As in IPython: the exception of a `__repr__` shows, and the cell goes on.
            get_ipython().fail(error)  # noqa: F821 -- a builtin of the session
    if include:
        data = {mime: each for mime, each in data.items() if mime in include}
    if exclude:
        data = {mime: each for mime, each in data.items() if mime not in exclude}
    return data, metadata


def _ask(value, method, **arguments):
    """None where a value has no such form; a class is no value of itself."""
    if isinstance(value, type):
        return None
    try:
        asked = getattr(value, method, None)
    except Exception:
        return None
    if not callable(asked):
        return None
    try:
        return asked(**arguments)
    except NotImplementedError:
        return None
    except Exception as error:
        import sys

        # As in IPython: a form that fails says so, and the others show.
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return None


def _plain(mime, value):
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii") + "\n"
    return value


class DisplayHandle:
    def __init__(self, display_id=None):
        self.display_id = display_id if isinstance(display_id, str) else f"display-{next(_ids)}"

    def display(self, obj, **kwargs):
        display(obj, display_id=self.display_id, **kwargs)

    def update(self, obj, **kwargs):
        update_display(obj, display_id=self.display_id, **kwargs)


def display(*objs, include=None, exclude=None, metadata=None, transient=None, display_id=None, raw=False, clear=False, **kwargs):
    """Shows values where the cell's output is, as IPython's display."""
    if clear:
        clear_output(wait=True)
    handle = DisplayHandle(display_id) if display_id is not None else None
    for value in objs:
        data, about = (value, {}) if raw else mime_bundle(value, include, exclude)
        if data:
            _publish("display_data", data, {**about, **(metadata or {})}, handle and handle.display_id)
    return handle


def update_display(obj, *, display_id, raw=False, metadata=None, **kwargs):
    data, about = (obj, {}) if raw else mime_bundle(obj)
    _publish("update_display_data", data, {**about, **(metadata or {})}, display_id)


def publish_display_data(data, metadata=None, *, transient=None, **kwargs):
    _publish("display_data", data, metadata or {}, (transient or {}).get("display_id"))


def clear_output(wait=False):
    get_ipython().emit("clear", {"wait": bool(wait)})  # noqa: F821 -- a builtin of the session


def _publish(kind, data, metadata, display_id):
    output = {"output_type": kind, "data": data, "metadata": metadata}
    if display_id:
        output["transient"] = {"display_id": display_id}
    get_ipython().emit("output", output)  # noqa: F821 -- a builtin of the session
