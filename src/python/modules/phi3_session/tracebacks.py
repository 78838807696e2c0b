"""Tracebacks as IPython lays them out, with the cell's number and line."""

import linecache
import os
import traceback

import phi3_bridge

from .interrupts import LOOP

RED, GREEN, DIM, OFF = "\x1b[31m", "\x1b[32m", "\x1b[90m", "\x1b[39m"
CONTEXT = 2
#: What runs the cells, and asks the page.
_SESSION = tuple(os.path.dirname(file) + "/" for file in (__file__, phi3_bridge.__file__))


def install():
    """`traceback.print_exc()` of a cell does not show the session's own frames, such as those around open()."""
    walk = traceback._walk_tb_with_full_positions

    def shown(tb):
        frames = list(walk(tb))
        return iter([each for each in frames if not each[0].f_code.co_filename.startswith(_SESSION)] or frames)

    traceback._walk_tb_with_full_positions = shown


def message_of(error):
    try:
        return str(error)
    except Exception:
        return "<exception str() failed>"


def lines_of(error):
    if isinstance(error, SyntaxError) and _innermost_is_ours(error):
        return ["".join(_syntax_error(error))]
    lines = []
    for each, introduction in _chain(error):
        if introduction:
            lines.append(introduction)
        lines.extend(_one(each))
    return lines


def _chain(error):
    """The error that came first comes first, as Python tells them."""
    chain = [(error, "")]
    seen = {id(error)}
    while True:
        error, _ = chain[-1]
        cause, between = error.__cause__, "The above exception was the direct cause of the following exception:"
        if cause is None and not error.__suppress_context__:
            cause, between = error.__context__, "During handling of the above exception, another exception occurred:"
        if cause is None or id(cause) in seen:
            break
        seen.add(id(cause))
        chain[-1] = (error, f"\n{between}\n")
        chain.append((cause, ""))
    return chain[::-1]


def _one(error):
    name = type(error).__name__
    lines = [
        f"{RED}{'-' * 75}{OFF}",
        f"{RED}{name}{OFF}{'Traceback (most recent call last)'.rjust(75 - len(name))}",
    ]
    lines.extend(_frame(frame, lineno) for frame, lineno in _frames(error))
    lines.append(f"{RED}{name}{OFF}: {message_of(error)}")
    lines.extend(getattr(error, "__notes__", None) or [])
    if isinstance(error, BaseExceptionGroup):
        lines.append("".join(traceback.format_exception(error)))
    return lines


def _frames(error):
    """Without those that ran the cell, or waited for the page."""
    all_frames = [(frame, lineno) for frame, lineno in traceback.walk_tb(error.__traceback__)]
    shown = [(frame, lineno) for frame, lineno in all_frames if not _is_hidden(frame)]
    return shown


def _is_hidden(frame):
    return frame.f_code.co_filename.startswith(_SESSION + LOOP) or "__tracebackhide__" in frame.f_locals


def _frame(frame, lineno):
    code = frame.f_code
    filename = code.co_filename
    if filename.startswith("<cell "):
        place = f"Cell {GREEN}In[{filename[6:-1]}], line {lineno}{OFF}"
        if code.co_name != "<module>":
            place += f", in {code.co_qualname}"
    else:
        place = f"File {GREEN}{filename}:{lineno}{OFF}, in {code.co_qualname}"
    lines = linecache.getlines(filename)
    first, last = max(1, lineno - CONTEXT), min(len(lines), lineno + CONTEXT)
    shown = [_line(number, lines[number - 1].rstrip("\n"), number == lineno) for number in range(first, last + 1)]
    return "\n".join([place, *shown, ""])


def _line(number, text, is_here):
    if is_here:
        return f"{GREEN}{'-' * max(1, 5 - len(str(number)))}> {number}{OFF} {text}"
    return f"{DIM}{number:>7}{OFF} {text}"


def _innermost_is_ours(error):
    frames = list(traceback.walk_tb(error.__traceback__))
    return not any(frame.f_code.co_filename.startswith("<cell ") for frame, _ in frames)


def _syntax_error(error):
    filename = error.filename or ""
    if filename.startswith("<cell "):
        yield f"  Cell {GREEN}In[{filename[6:-1]}], line {error.lineno}{OFF}\n"
    else:
        yield f"  File {GREEN}{filename}:{error.lineno}{OFF}\n"
    text = (error.text or "").rstrip("\n")
    stripped = text.lstrip(" \t")
    yield f"    {stripped}\n"
    if error.offset:
        start = error.offset - 1 - (len(text) - len(stripped))
        end = error.end_offset if error.end_lineno == error.lineno and error.end_offset else error.offset + 1
        yield f"    {' ' * max(0, start)}{'^' * max(1, end - error.offset)}\n"
    yield f"{RED}{type(error).__name__}{OFF}: {error.msg}"
