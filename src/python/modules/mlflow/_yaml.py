"""What PyYAML's yaml.dump(value, indent=2, default_flow_style=False) writes of plain values (yaml/emitter.py, yaml/resolver.py)."""

import re

WIDTH = 80
_BREAKS = "\n\x85\u2028\u2029"
_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e", '"': '"', "\\": "\\", "\x85": "N",
    "\xa0": "_", "\u2028": "L", "\u2029": "P",
}  # fmt: skip
#: Texts that would be read as something else.
_NO_TEXT = re.compile(
    r"""(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF
    |[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*
    |[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)
    |[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+
    |<<|~|null|Null|NULL|=|!|&|\*
    |[0-9]{4}-[0-9]{2}-[0-9]{2}
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[\ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[\ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)""",
    re.VERBOSE,
)


def dumped(value):
    if isinstance(value, (dict, list)) and value:
        writer = _Writer()
        writer.block(value, 0)
        return writer.finished()
    writer = _Writer()
    writer.inline(value, 2)
    # A plain scalar alone ends as a document.
    is_open = not isinstance(value, (dict, list)) and not writer.finished().lstrip().startswith(("'", '"'))
    return f"{writer.finished().lstrip()}\n" + ("...\n" if is_open else "")


class _Writer:
    def __init__(self):
        self._parts, self._column = [], 0

    def finished(self):
        return "".join(self._parts)

    def _put(self, text):
        self._parts.append(text)
        self._column += len(text)

    def _line(self, indent):
        self._parts.append("\n" + " " * indent)
        self._column = indent

    def block(self, value, indent, is_inside=False):
        """``is_inside``: the first entry goes on behind the dash of the list around it."""
        pairs = _sorted(value.items()) if isinstance(value, dict) else [(None, each) for each in value]
        for at, (key, each) in enumerate(pairs):
            if not (at == 0 and is_inside):
                self._put(" " * indent)
            if not isinstance(value, dict):
                self._put("-")
                self._member(each, indent)
            elif _is_simple(key):
                self.scalar(key, 0, splits=False)
                self._put(":")
                self._member(each, indent, is_of_dict=True)
            else:
                self._put("? ")
                self.scalar(key, indent + 2)
                self._line(indent)
                self._put(":")
                self._member(each, indent)

    def _member(self, value, indent, is_of_dict=False):
        if not isinstance(value, (dict, list)) or not value:
            self._put(" ")
            self.inline(value, indent + 2)
            self._end()
        elif is_of_dict:
            self._end()
            # A list in a dict stands where the dict does.
            self.block(value, indent if isinstance(value, list) else indent + 2)
        else:
            self._put(" ")
            self.block(value, indent + 2, is_inside=True)

    def _end(self):
        self._parts.append("\n")
        self._column = 0

    def inline(self, value, indent):
        if isinstance(value, (dict, list)):
            self._put("{}" if isinstance(value, dict) else "[]")
        else:
            self.scalar(value, indent)

    def scalar(self, value, indent, splits=True):
        if not isinstance(value, str):
            self._put(_plain(value))
        elif _may_be_plain(value):
            self._folded(value, indent, splits)
        elif _may_be_single_quoted(value) :
            self._single_quoted(value, indent, splits)
        else:
            self._double_quoted(value, indent, splits)

    def _folded(self, text, indent, splits):
        """Words, with a new line at a single blank beyond the width."""
        for piece in re.findall(r" +|[^ ]+", text):
            if piece == " " and self._column > WIDTH and splits:
                self._line(indent)
            else:
                self._put(piece)

    def _single_quoted(self, text, indent, splits):
        self._put("'")
        place = 0
        for piece in re.findall(rf" +|[{_BREAKS}]+|[^ {_BREAKS}]+", text):
            end = place + len(piece)
            if piece == " " and self._column > WIDTH and splits and place != 0 and end != len(text):
                self._line(indent)
            elif piece[0] in _BREAKS:
                self._parts.append(("\n" if piece[0] == "\n" else "") + piece)
                self._parts.append(" " * indent)
                self._column = indent
            else:
                self._put(piece.replace("'", "''"))
            place = end
        self._put("'")

    def _double_quoted(self, text, indent, splits):
        self._put('"')
        start = end = 0
        while end <= len(text):
            each = text[end] if end < len(text) else None
            if each is None or each in '"\\\ufeff' or not " " <= each <= "~":
                self._put(text[start:end])
                start = end
                if each is not None:
                    self._put(_escaped(each))
                    start = end + 1
            if 0 < end < len(text) - 1 and (each == " " or start >= end) and self._column + (end - start) > WIDTH and splits:
                self._put(text[start:end] + "\\")
                start = max(start, end)
                self._line(indent)
                if text[start] == " ":
                    self._put("\\")
            end += 1
        self._put('"')


def _escaped(character):
    if character in _ESCAPES:
        return "\\" + _ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _is_simple(key):
    """Whether it can stand before its colon, on one line."""
    return not isinstance(key, str) or (0 < len(key) < 123 and not any(each in _BREAKS for each in key))


def _sorted(pairs):
    try:
        return sorted(pairs, key=lambda pair: pair[0])
    except TypeError:
        return list(pairs)


def _plain(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if type(value) is int:
        return str(value)
    if type(value) is not float:
        raise NotImplementedError(f"A value of {type(value).__module__}.{type(value).__name__} as YAML: the Python of this page writes texts, numbers, lists and dicts.")
    if value != value:
        return ".nan"
    text = {float("inf"): ".inf", float("-inf"): "-.inf"}.get(value, repr(value))
    return text.replace("e", ".0e", 1) if "e" in text and "." not in text else text


def _is_special(text):
    """Only a double-quoted scalar can hold it: escapes, or blanks before the end of a line."""
    return any(each != "\n" and not " " <= each <= "~" for each in text) or re.search(rf" [{_BREAKS}]", text) is not None


def _may_be_single_quoted(text):
    return not _is_special(text) and re.search(rf"[{_BREAKS}] ", text) is None


def _may_be_plain(text):
    if not text or _NO_TEXT.fullmatch(text) or _is_special(text) or any(each in _BREAKS for each in text) or text != text.strip(" "):
        return False
    is_led = text[0] in "#,[]{}&*!|>'\"%@`" or text.startswith(("---", "...")) or re.match(r"[?:-](?:\s|$)", text)
    return not is_led and re.search(r":(?:\s|$)| #", text) is None
