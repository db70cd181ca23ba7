"""Write the pages of the documentation that are drawn from the code, as Markdown.

`docs/commands.md` says what `--help` says, and `docs/catalog.md` what `planner template` says.
`make map` writes both anew; a test holds them to the code.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from planner.cli.exit_codes import ExitCode
from planner.cli.main import app
from planner.io.catalog.templates import FILES, about
from planner.io.text.columns import Column, Kind, columns_for
from planner.io.text.problems import listed
from planner.model.parts import CATEGORIES

DOCS = Path(__file__).resolve().parents[1] / "docs"
ABOUT_COMMANDS = """\
What `planner --help` says of each command, in the order in which it lists them. Configuration, \
pipes, completion and what else holds for all commands: [Command line](command_line.md)."""
ABOUT_COLUMNS = """\
Every column of every file, in the same words as `planner template`, which prints an empty file to \
begin with: `planner template switch > my-switches.csv`. How to add a part, a price or a tariff: \
[The catalog](../catalogs/README.md).

Files are UTF-8 with commas and one header row. An empty cell means *not known*, never zero. \
A column in **bold** is required."""


# --- the command line -----------------------------------------------------------------------------


def commands_page() -> str:
    """Return every command with its arguments, options and examples."""
    top = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        ABOUT_COMMANDS,
        "",
        *_options(top),
        *_commands(top, "planner"),
        "## Exit codes",
        "",
        *_table(("code", "meaning"), [(str(int(code)), code.meaning) for code in ExitCode]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _commands(group: Any, path: str) -> Iterator[str]:
    for name, each in group.commands.items():
        if getattr(each, "commands", None):
            yield from _commands(each, f"{path} {name}")
            continue
        arguments = [one for one in each.params if one.param_type_name == "argument"]
        yield from (f"## {path} {name}", "")
        yield from _told(each.help or "")
        named = [
            (f"`{one.metavar or one.name}`", _meant(one.help)) for one in arguments if one.help
        ]
        if named:
            yield from _table(("argument", "meaning"), named)
        yield from _options(each)


def _options(command: Any) -> Iterator[str]:
    rows = []
    for each in command.params:
        if each.param_type_name != "option" or each.hidden:
            continue
        names = ", ".join(f"`{name}`" for name in (*each.opts, *each.secondary_opts))
        value = "" if each.is_flag else f" {_cell(each.metavar or each.type.name.upper())}"
        rows.append((f"{names}{value}", f"{_meant(each.help)}{_default(each)}"))
    yield from _table(("option", "meaning"), rows)


def _meant(text: str) -> str:
    """Return what an argument or an option means, with its default as a sentence."""
    return _cell(re.sub(r" *\[default: (.*)\]$", r" Default: \1.", text or ""))


def _default(option: Any) -> str:
    """Return what counts where an option is not given, as the help says it."""
    if isinstance(option.show_default, str):
        return f" Default: {_cell(option.show_default)}."
    if option.is_flag or option.default in (None, ()) or not option.show_default:
        return ""
    return f" Default: {_cell(getattr(option.default, 'value', option.default))}."


def _told(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text; its examples keep their lines."""
    for block in re.split(r"\n\s*\n", text.strip()):
        if "\b" in block:
            kept = [line for line in block.splitlines() if line.strip("\b ")]
            yield from ("```text", *(line.rstrip() for line in kept), "```", "")
        else:
            yield from (_cell(" ".join(block.split())), "")


# --- the catalog ----------------------------------------------------------------------------------


def catalog_page() -> str:
    """Return every file of a catalog with its columns."""
    shared = set.intersection(*({each.name for each in columns_for(kind)} for kind in CATEGORIES))
    first = next(iter(CATEGORIES))
    lines = [
        "# The catalog's files",
        "",
        ABOUT_COLUMNS,
        "",
        "## Every part",
        "",
        "These columns are in each of the files `parts/<category>.csv`.",
        "",
        *_columns([each for each in columns_for(first) if each.name in shared]),
    ]
    for kind in CATEGORIES:
        lines += [f"## {kind.capitalize()}", "", f"`parts/{kind}.csv`: {about(kind)}", ""]
        own = [each for each in columns_for(kind) if each.name not in shared]
        lines += _columns(own) or ["It has no other columns.", ""]
    for kind, file in FILES.items():
        title = kind.replace("_", " ").capitalize()
        name, _, remark = file.partition(".csv")
        lines += [f"## {title}", "", f"`{name}.csv`{remark}: {about(kind)}", ""]
        lines += _columns(columns_for(kind))
    return "\n".join(lines).rstrip() + "\n"


def _columns(columns: Any) -> list[str]:
    rows = []
    for each in columns:
        name = f"**`{each.name}`**" if each.required else f"`{each.name}`"
        rows.append((name, _cell(each.description), _cell(_holds(each)), _example(each)))
    return list(_table(("column", "meaning", "holds", "such as"), rows)) if rows else []


def _holds(column: Column) -> str:
    if column.words:
        many = column.kind is Kind.WORDS
        words = ", ".join(column.words) if many else listed(column.words)
        return f"{'any of' if many else 'one of'}: {words}"
    return column.kind.value


def _example(column: Column) -> str:
    return f"`{column.example}`" if column.example else ""


# --- Markdown -------------------------------------------------------------------------------------


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield f"| {' | '.join(head)} |"
        yield f"|{' --- |' * len(head)}"
        for row in rows:
            yield f"| {' | '.join(each.replace('|', chr(92) + '|') for each in row)} |"
        yield ""


def _cell(text: object) -> str:
    """Return a text as Markdown shows it as it is."""
    return re.sub(r"([*_<>\[\]])", r"\\\1", " ".join(str(text or "").split()))


PAGES = {DOCS / "commands.md": commands_page, DOCS / "catalog.md": catalog_page}


def write() -> None:
    """Write all of them."""
    for file, page in PAGES.items():
        file.write_text(page(), "utf-8")


if __name__ == "__main__":
    write()
