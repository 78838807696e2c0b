"""IPython.display: values that show as what they are given as."""

import base64
import mimetypes

from phi3_session.display import DisplayHandle, clear_output, display, publish_display_data, update_display

__all__ = [
    "Code",
    "DisplayHandle",
    "DisplayObject",
    "HTML",
    "Image",
    "JSON",
    "Latex",
    "Markdown",
    "Math",
    "Pretty",
    "SVG",
    "clear_output",
    "display",
    "display_html",
    "display_markdown",
    "publish_display_data",
    "update_display",
]


class DisplayObject:
    _mode = "r"

    def __init__(self, data=None, url=None, filename=None, metadata=None):
        if url is not None:
            raise ValueError("The page's Python has no network: give the data itself, not an address.")
        if data is None and filename is not None:
            with open(filename, self._mode, **({} if "b" in self._mode else {"encoding": "utf-8"})) as file:
                data = file.read()
        self.data, self.url, self.filename, self.metadata = data, url, filename, metadata or {}

    def __repr__(self):
        return f"<IPython.core.display.{type(self).__name__} object>"


class TextDisplayObject(DisplayObject):
    pass


class HTML(TextDisplayObject):
    def _repr_html_(self):
        return self.data

    __html__ = _repr_html_


class Markdown(TextDisplayObject):
    def _repr_markdown_(self):
        return self.data


class Latex(TextDisplayObject):
    def _repr_latex_(self):
        return self.data


class Math(TextDisplayObject):
    def _repr_latex_(self):
        return f"$\\displaystyle {str(self.data).strip('$')}$"


class SVG(DisplayObject):
    def _repr_svg_(self):
        return self.data


class Pretty(TextDisplayObject):
    def __repr__(self):
        return str(self.data)


class Code(TextDisplayObject):
    def __init__(self, data=None, url=None, filename=None, language=None):
        self.language = language
        super().__init__(data, url, filename)

    def __repr__(self):
        return str(self.data)


class JSON(DisplayObject):
    def __init__(self, data=None, url=None, filename=None, expanded=False, metadata=None, root="root", **kwargs):
        super().__init__(data, url, filename, {"expanded": expanded, "root": root, **(metadata or {})})
        if isinstance(self.data, (str, bytes)):
            import json

            self.data = json.loads(self.data)

    def _repr_json_(self):
        return self.data, self.metadata


class Image(DisplayObject):
    _mode = "rb"

    def __init__(self, data=None, url=None, filename=None, format=None, embed=None, width=None, height=None, retina=False, unconfined=False, metadata=None, alt=None):
        if isinstance(data, str) and url is None and filename is None:
            data, filename = (None, data) if not data.startswith("http") else (None, None) if url else (data, None)
        super().__init__(data, url, filename, metadata)
        self.width, self.height = width, height
        self.format = (format or _format_of(self.data, filename)).lower().replace("jpg", "jpeg")

    def _repr_mimebundle_(self, include=None, exclude=None):
        mime = f"image/{self.format}"
        size = {key: value for key, value in (("width", self.width), ("height", self.height)) if value is not None}
        data = self.data if isinstance(self.data, str) else base64.b64encode(self.data).decode("ascii")
        return {mime: data}, ({mime: size} if size else {})


def _format_of(data, filename):
    if isinstance(data, bytes):
        if data[:8] == b"\x89PNG\r\n\x1a\n":
            return "png"
        if data[:2] == b"\xff\xd8":
            return "jpeg"
        if data[:4] == b"GIF8":
            return "gif"
        if data[8:12] == b"WEBP":
            return "webp"
    guess = mimetypes.guess_type(filename or "")[0] or "image/png"
    return guess.partition("/")[2]


def display_html(*objs, **kwargs):
    display(*objs, include=["text/html", "text/plain"], **kwargs)


def display_markdown(*objs, **kwargs):
    display(*(obj if hasattr(obj, "_repr_markdown_") else Markdown(obj) for obj in objs), **kwargs)
