"""Write down every command with its arguments and options, for shells to complete.

`python -m scripts.command_lines` writes `planner/cli/completion/command_lines.json` anew; a test
holds it to the commands.
"""

import json
import re
from pathlib import Path
from typing import Any

import typer

from planner.cli.main import USUAL, app
from planner.cli.options import Format
from planner.model.parts import CATEGORIES

FILE = Path(__file__).resolve().parents[1] / "planner/cli/completion/command_lines.json"
# What stands in a metavar for a value of a kind, in arguments and options alike.
KINDS = {
    "BUILD": "build", "BEFORE": "build", "AFTER": "build", "BUILDS": "build", "BOM": "build",
    "PART": "part", "PART[=N]": "part", "PART=N": "part", "PART=VENDOR": "part",
    "PART=OTHER": "part", "PART=AMOUNT": "part", "[PART]": "part", "VENDOR": "vendor",
    "[VENDOR=]AMOUNT": "vendor", "[VENDOR=]PERCENT": "vendor", "VENDOR=CODE:10%": "vendor",
    "FILE": "file", "FILE.svg": "file", "DIR": "folder", "FOLDER": "folder", "PATH": "file",
}  # fmt: skip
# A name that means something else in each of these commands.
NAMES = {("builds remove", "name"): "build", ("builds save", "replace"): "build",
         ("prices fetch", "build"): "build", ("parts list", "words"): "part"}  # fmt: skip
# Where the last part of what is typed is completed, not the whole.
SEPARATORS = {"PART=VENDOR": "=", "PART=OTHER": "=", "BUILDS": ","}
SECOND = {"PART=VENDOR": "vendor", "PART=OTHER": "part"}
CHOICES = {
    "FORMAT": [each.value for each in Format],
    "CATEGORY": [*CATEGORIES],
    "yes|no|unknown": ["yes", "no", "unknown"],
}
MORE_CHOICES = {
    ("template", "kind"): [*CATEGORIES, "offers", "vendors", "rates"],
    ("catalog put", "table"): [*CATEGORIES, "offers", "vendors", "rates", "price_events",
                               "tariffs", "taxes"],
    ("completion", "shell"): ["bash", "zsh", "fish"],
}  # fmt: skip


def tree(command: Any, path: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a command with all that may follow it."""
    found: dict[str, Any] = {"help": first_sentence(command.help or "")}
    given = {name: each for name, each in command.commands.items() if not each.hidden} if hasattr(
        command, "commands") else {}  # fmt: skip
    if given:
        found["commands"] = {name: tree(each, (*path, name)) for name, each in given.items()}
        if len(path) == 1 and path[0] in USUAL:
            found["default"] = USUAL[path[0]]
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    if arguments:
        found["arguments"] = [_meant(each, " ".join(path)) for each in arguments]
    found["options"] = {
        name: {"help": first_sentence(each.help or ""), **_meant(each, " ".join(path))}
        for each in options
        if not each.hidden
        for name in (*each.opts, *each.secondary_opts)
    }
    found["options"] |= {name: {"help": "Show help.", "kind": "flag"} for name in ("-h", "--help")}
    return found


def first_sentence(text: str) -> str:
    """Return the first sentence of a help text, in one line."""
    plain = " ".join(text.replace("\b", " ").split())
    return re.split(r"(?<=[.?!])\s|  \[", plain)[0]


def _meant(each: Any, command: str) -> dict[str, Any]:
    metavar = each.metavar or ""
    many = bool(getattr(each, "nargs", 1) == -1)
    more = {"many": many} if each.param_type_name == "argument" else {}
    if getattr(each, "is_flag", False):
        return {"kind": "flag", **more}
    choices = MORE_CHOICES.get((command, each.name)) or CHOICES.get(metavar)
    if choices:
        return {"kind": "choice", "choices": choices, **more}
    kind = NAMES.get((command, each.name)) or KINDS.get(metavar, "text")
    found: dict[str, Any] = {"kind": kind, **more}
    if metavar in SEPARATORS:
        found["separators"] = SEPARATORS[metavar]
    if metavar in SECOND:
        found["then"] = SECOND[metavar]
    if kind == "build" and metavar in ("BUILD", "BOM", "BEFORE", "AFTER"):
        found["or_file"] = True
    return found


def written() -> str:
    """Return the file as it should be."""
    return json.dumps(tree(typer.main.get_command(app)), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
