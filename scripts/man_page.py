"""Write the man page of `planner` from the same help that the commands show.

`python -m scripts.man_page` writes `docs/man/planner.1` anew; a test holds it to the commands.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from planner import __version__
from planner.cli.exit_codes import ExitCode
from planner.cli.main import app

FILE = Path(__file__).resolve().parents[1] / "docs/man/planner.1"


def page() -> str:
    """Return the man page as it should be."""
    top = typer.main.get_command(app)
    about, examples = _told(top.help or "")
    lines = [
        f'.TH PLANNER 1 "" "planner {__version__}" "Cluster planner"',
        ".SH NAME",
        r"planner \- plan small computer clusters",
        ".SH SYNOPSIS",
        r".B planner",
        r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        *about,
        ".SH OPTIONS",
        *_options(top),
        ".SH COMMANDS",
        *_commands(top, "planner"),
        ".SH EXIT STATUS",
    ]
    for code in ExitCode:
        lines += [".TP", f".B {int(code)}", _text(f"{code.meaning[0].upper()}{code.meaning[1:]}.")]
    return "\n".join([*lines, ".SH EXAMPLES", *examples]) + "\n"


def _commands(group: Any, path: str) -> Iterator[str]:
    for name, each in group.commands.items():
        if getattr(each, "commands", None):
            yield from _commands(each, f"{path} {name}")
            continue
        about, examples = _told(each.help or "")
        arguments = [one for one in each.params if one.param_type_name == "argument"]
        shape = " ".join(rf"\fI{_text(one.metavar or one.name)}\fR" for one in arguments)
        yield f".SS {_text(f'{path} {name}')} {shape}".rstrip()
        yield from about
        for one in arguments:
            if one.help:
                yield from (".TP", rf".I {_text(one.metavar or one.name)}", _text(one.help))
        yield from _options(each)
        if examples:
            yield from (".PP", "Examples:", *examples)


def _options(command: Any) -> Iterator[str]:
    for each in command.params:
        if each.param_type_name != "option" or each.hidden:
            continue
        names = ", ".join(rf"\fB{_text(name)}\fR" for name in (*each.opts, *each.secondary_opts))
        flag = getattr(each, "is_flag", False)
        value = "" if flag else rf" \fI{_text(each.metavar or each.type.name.upper())}\fR"
        yield from (".TP", f"{names}{value}", _text(each.help or ""))


def _told(text: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a help text, and its examples, which keep their lines."""
    about: list[str] = []
    examples: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if "\b" in block:
            kept = [line for line in block.splitlines() if line.strip("\b ")]
            examples += [".PP", ".nf", ".RS", *map(_text, kept), ".RE", ".fi"]
        else:
            # The first one stands below its heading.
            about += [*([".PP"] if about else []), _text(" ".join(block.split()))]
    return about, examples


def _text(text: str) -> str:
    """Return a text as troff prints it as it is."""
    plain = text.replace("\\", r"\e").replace("-", r"\-")
    plain = re.sub(r"[^\x00-\x7f]", lambda sign: rf"\[u{ord(sign[0]):04X}]", plain)
    return re.sub(r"^(?=[.'])", r"\\&", plain)


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(page(), "utf-8")
