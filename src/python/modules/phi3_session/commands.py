"""Shell commands over the session's own files: the few that notebooks use to look around. There is no shell."""

import os
import posixpath
import re
import shlex
import shutil

#: What a shell reads into a line: pipes, redirections, patterns, other commands.
_SYNTAX = set("|<>&;*?`()")


class Failed(Exception):
    """What the command says on standard error."""


def run(text):
    """Returns the lines that the command writes; None if it is none of these.

    It raises Failed with the command's own message.
    """
    try:
        words = shlex.split(text, comments=True)
    except ValueError:
        return None
    if not words or words[0] not in _COMMANDS or any(character in _SYNTAX for word in words[1:] for character in word):
        return None
    words = [re.sub(r"\$(\w+)", lambda name: os.environ.get(name.group(1), ""), word) for word in words]
    options = {letter for word in words[1:] if word.startswith("-") for letter in word[1:]}
    places = [word for word in words[1:] if word and not word.startswith("-")]
    command, known = _COMMANDS[words[0]]
    if not options <= set(known):
        return None
    _require(words[0], places)
    try:
        return command([os.path.expanduser(place) for place in places], options)
    except OSError as error:
        raise Failed(f"{words[0]}: {_DOES.get(words[0], '{}').format(error.filename)}: {error.strerror}") from None


#: How each says what failed.
_DOES = {"rm": "cannot remove '{}'", "mkdir": "cannot create directory '{}'", "touch": "cannot touch '{}'", "cp": "cannot stat '{}'", "mv": "cannot stat '{}'"}


def _require(name, places):
    """Of each command the least that it wants, in its words."""
    help_line = f"\nTry '{name} --help' for more information."
    if name in ("cp", "mv") and not places:
        raise Failed(f"{name}: missing file operand{help_line}")
    if name in ("cp", "mv") and len(places) == 1:
        raise Failed(f"{name}: missing destination file operand after '{places[0]}'{help_line}")
    if name in ("rm", "mkdir") and not places:
        raise Failed(f"{name}: missing operand{help_line}")
    if name == "touch" and not places:
        raise Failed(f"{name}: missing file operand{help_line}")


def _ls(places, options):
    found = []
    for place in places or ["."]:
        if not os.path.exists(place):
            raise Failed(f"ls: cannot access '{place}': No such file or directory")
        names = sorted(os.listdir(place)) if os.path.isdir(place) else [place]
        if len(places) > 1 and os.path.isdir(place):
            found.append(f"{place}:")
        found += [name for name in names if "a" in options or not name.startswith(".")]
    return found


def _pwd(places, options):
    return [os.getcwd()]


def _cat(places, options):
    found = []
    for place in places:
        with open(place, encoding="utf-8", errors="replace") as file:
            found += file.read().splitlines()
    return found


def _echo(places, options):
    return [" ".join(places)]


def _mkdir(places, options):
    for place in places:
        os.makedirs(place, exist_ok=True) if "p" in options else os.mkdir(place)
    return []


def _touch(places, options):
    for place in places:
        with open(place, "a"):
            pass
    return []


def _rm(places, options):
    for place in places:
        if os.path.isdir(place):
            if not options & {"r", "R"}:
                raise Failed(f"rm: cannot remove '{place}': Is a directory")
            if posixpath.basename(place.rstrip("/")) in (".", ".."):
                raise Failed(f"rm: refusing to remove '.' or '..' directory: skipping '{place}'")
            # Python itself lies there.
            if os.path.realpath(place) == "/":
                raise Failed("rm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe")
            shutil.rmtree(place)
        elif os.path.exists(place) or "f" not in options:
            os.remove(place)
    return []


def _cp(places, options):
    *sources, target = places
    for source in sources:
        if os.path.isdir(source) and options & {"r", "R"}:
            shutil.copytree(source, posixpath.join(target, posixpath.basename(source)) if os.path.isdir(target) else target)
        else:
            shutil.copy(source, target)
    return []


def _mv(places, options):
    *sources, target = places
    for source in sources:
        shutil.move(source, target)
    return []


#: Each with the options that it has here.
_COMMANDS = {
    "ls": (_ls, "1a"),
    "pwd": (_pwd, ""),
    "cat": (_cat, ""),
    "echo": (_echo, ""),
    "mkdir": (_mkdir, "p"),
    "touch": (_touch, ""),
    "rm": (_rm, "rRf"),
    "cp": (_cp, "rR"),
    "mv": (_mv, ""),
}
