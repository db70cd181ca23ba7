"""What the next word of a command line may be."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from planner.cli.completion import _names as names

COMMAND_LINES = Path(__file__).with_name("command_lines.json")
# Told to the shell in place of words: it knows best what lies in a folder.
FILES, FOLDERS = ":files", ":folders"
_NAMED = {"build": names.builds, "part": names.parts, "vendor": names.vendors}

Node = Mapping[str, Any]


class Choice(NamedTuple):
    """A word, and in a few words what it means."""

    word: str
    meaning: str = ""


class _Asked(NamedTuple):
    """Where in a command line the next word stands: which command, and what was given of it."""

    node: Node
    given: int
    catalog: str | None
    awaits: Mapping[str, Any] | None


def command_lines() -> Node:
    """Return every command with its arguments and options."""
    node: Node = json.loads(COMMAND_LINES.read_text("utf-8"))
    return node


def completed(words: Sequence[str]) -> list[Choice]:
    """Return what the last of these words, which may be empty, can become; in order, no two alike.

    A word that begins with a colon tells the shell to offer files or folders.
    """
    *before, current = words or [""]
    asked = _asked(before)
    if asked.awaits is not None:
        return _values(asked.awaits, current, asked.catalog)
    option, given, value = current.partition("=")
    if given and (meant := _options(asked.node).get(option)):
        found = _values(meant, value, asked.catalog)
        return [each._replace(word=f"{option}={each.word}") for each in found]
    if current.startswith("-"):
        known = {name: each["help"] for name, each in _options(asked.node).items()}
        return _starting(known, current)
    commands = {name: each["help"] for name, each in asked.node.get("commands", {}).items()}
    found = [] if asked.given else _starting(commands, current)
    argument = _argument(_default_of(asked.node), asked.given)
    return found + (_values(argument, current, asked.catalog) if argument else [])


def _asked(before: Sequence[str]) -> _Asked:
    node, given, catalog = command_lines(), 0, None
    awaits: Mapping[str, Any] | None = None
    last = ""
    for word in before:
        if awaits is not None:
            catalog = word if last == "--catalog" else catalog
            awaits = None
        elif word.startswith("-") and word != "-":
            name, with_value, value = word.partition("=")
            option = _options(node).get(name)
            if with_value:
                catalog = value if name == "--catalog" else catalog
            elif option and option["kind"] != "flag":
                awaits, last = option, name
        elif not given and word in node.get("commands", {}):
            node = node["commands"][word]
        else:
            given += 1
    return _Asked(node, given, catalog, awaits)


def _default_of(node: Node) -> Node:
    """Return the command that a group stands for: `parts list` for `parts`."""
    name = node.get("default")
    return node["commands"][name] if name else node


def _options(node: Node) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _default_of(node).get("options", {})
    return found


def _argument(node: Node, given: int) -> Mapping[str, Any] | None:
    arguments = node.get("arguments", [])
    if given < len(arguments):
        return dict(arguments[given])
    # The last one may be given more than once.
    return dict(arguments[-1]) if arguments and arguments[-1]["many"] else None


def _values(meant: Mapping[str, Any], current: str, catalog: str | None) -> list[Choice]:
    kind = meant["kind"]
    if "choices" in meant:
        return _starting(dict.fromkeys(meant["choices"], ""), current)
    if kind == "folder":
        return [Choice(FOLDERS)]
    if kind == "file":
        return [Choice(FILES)]
    if kind not in _NAMED:
        return []
    # In a list, and of a pair such as PART=VENDOR, the last one is being typed.
    whole, separator, last = _last_of(current, meant.get("separators", ""))
    sought = "vendor" if separator == "=" and meant.get("then") == "vendor" else kind
    if separator == "=" and not meant.get("then"):
        return []
    found = _starting(_NAMED[sought](names.catalog_folders(catalog)), last)
    found = [each._replace(word=f"{whole}{separator}{each.word}") for each in found]
    return [*found, Choice(FILES)] if meant.get("or_file") and not separator else found


def _last_of(current: str, separators: str) -> tuple[str, str, str]:
    at = max((current.rfind(each) for each in separators), default=-1)
    return ("", "", current) if at < 0 else (current[:at], current[at], current[at + 1 :])


def _starting(known: Mapping[str, str], current: str) -> list[Choice]:
    return [Choice(word, what) for word, what in sorted(known.items()) if word.startswith(current)]
