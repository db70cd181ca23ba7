"""Every command that a document shows is run, and prints what stands below it."""

import difflib
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from planner.cli.main import USUAL, app
from tests.docs import shell
from tests.docs.documents import PAGES, commands_in, name_of, same, steps, text_of

WITH_A_TERMINAL = [page for page in PAGES if any(steps(text_of(page)))]


@pytest.mark.parametrize("page", WITH_A_TERMINAL, ids=name_of)
def test_what_a_page_shows_of_a_terminal_is_what_the_commands_print(
    page: Path, tmp_path: Path
) -> None:
    with shell.opened(tmp_path) as terminal:
        shell.with_examples(tmp_path, text_of(page))
        for step in steps(text_of(page)):
            printed = terminal.run(step.command)
            if not same(step.printed, printed):
                pytest.fail(_difference(page, step.at, step.command, step.printed, printed))


def _difference(page: Path, at: int, command: str, shown: tuple[str, ...], printed: str) -> str:
    lines = [each.rstrip() for each in printed.strip("\n").splitlines()]
    change = "\n".join(difflib.unified_diff(shown, lines, "page", "command", lineterm="", n=1))
    return f"{name_of(page)}:{at}: $ {command}\n{change}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_a_page_names_has_the_options_it_is_given(page: Path) -> None:
    lines = [*commands_in(text_of(page)), *(each.command for each in steps(text_of(page)))]
    unknown = {line: unknown_in(line) for line in lines}
    assert {line: words for line, words in unknown.items() if words} == {}


# What would wait for somebody, or ask a server.
NOT_RUN = ("planner app", "planner rates fetch", "planner prices")
# The collection of device types, which a reader fetches.
NOT_HERE = "devicetype-library"


def whole() -> dict[Path, list[str]]:
    """Return the commands that pages name outside of terminals and that leave nothing open.

    Each is there once, for the first page that names it.
    """
    known = {step.command for page in PAGES for step in steps(text_of(page))}
    found: dict[Path, list[str]] = {}
    for page in PAGES:
        for line in commands_in(text_of(page)):
            command = line.replace(".venv/bin/", "")
            if command not in known and not _is_open(command):
                found.setdefault(page, []).append(command)
            known.add(command)
    return found


def _is_open(command: str) -> bool:
    """Tell whether a command has a place to fill in, waits for somebody, or is none of ours."""
    if not re.match(r"(\w+=\S+ )*planner ", command) or command.startswith(NOT_RUN):
        return True
    plain = re.sub(r"PLANNER_\w+|\b(USD|EUR|SGD)\b", "", command)
    waits = command.endswith(" -") and "|" not in command
    return waits or NOT_HERE in command or bool(re.search(r"\b[A-Z]{2,}|…|<\w", plain))


WHOLE = whole()


@pytest.mark.parametrize("page", list(WHOLE), ids=name_of)
def test_every_command_that_a_page_names_whole_can_be_run(page: Path, tmp_path: Path) -> None:
    failed = {}
    with shell.opened(tmp_path) as terminal:
        shell.with_examples(tmp_path, text_of(page))
        for line in WHOLE[page]:
            needs = re.findall(
                r"[\w./-]+\.(?:toml|csv|yaml|xlsx)\b", re.sub("(> ?|-o )\\S+", "", line)
            )
            if all((tmp_path / each).exists() for each in needs):
                said = terminal.run(line)
                # A command that is only named, without a word more, lacks what it is about.
                if terminal.code and not re.fullmatch("planner( [a-z]+){1,2}", line):
                    failed[line] = said
    assert failed == {}


def unknown_in(line: str) -> list[str]:
    """Return the commands and options that there are not, of a line with pipes and the like."""
    found = []
    for command in re.split(r" \| | > | < ", line):
        words = shlex.split(command.replace("…", ""), comments=True)
        at = next(
            (
                at
                for at, word in enumerate(words)
                if word == "planner" or word.endswith("bin/planner")
            ),
            None,
        )
        found += unknown_words(words[at + 1 :]) if at is not None else []
    return found


def unknown_words(words: list[str]) -> list[str]:
    """Return the commands and options of a command line that there are not."""
    found: Any = typer.main.get_command(app)
    rest = list(words)
    if rest[:1] and rest[0] in USUAL and (len(rest) == 1 or rest[0] == "parts"):
        rest = [rest[0], *([] if rest[1:2] == ["history"] else [USUAL[rest[0]]]), *rest[1:]]
    while commands := getattr(found, "commands", None):
        if not rest or rest[0].startswith("-"):
            break
        if rest[0] not in commands:
            return [rest[0]]
        found = commands[rest.pop(0)]
    options = {"-h", "--help", "-q", "--quiet"}
    for each in found.params:
        options |= {*each.opts, *each.secondary_opts}
    given = [word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)]
    return [each for each in given if each not in options]


def test_a_command_or_an_option_that_there_is_not_is_found() -> None:
    assert unknown_words(["cost", "kraken", "--on", "2026-09-14"]) == []
    assert unknown_words(["cost", "kraken", "--onn", "2026-09-14"]) == ["--onn"]
    assert unknown_words(["costs", "kraken"]) == ["costs"]
    assert unknown_words(["catalog", "pat", "offers"]) == ["pat"]
    assert unknown_words(["parts", "pi5 8gb"]) == []


def test_an_answer_is_compared_line_by_line_but_for_what_is_left_out() -> None:
    printed = "\none\ntwo \nthree\n\n"
    assert same(("one", "two", "three"), printed)
    assert same(("one", "…"), printed)
    assert same(("…", "three"), printed)
    assert not same(("one", "three"), printed)
    assert not same(("one", "two"), printed)
    assert not same(("one", "tw.", "three"), printed)


def test_steps_are_read_with_what_they_print_and_where_they_stand() -> None:
    text = "a\n\n```console\n$ planner cost \\\n    kraken\nS$1\n$ planner check\n```\n"
    assert [(each.command, each.printed, each.at) for each in steps(text)] == [
        ("planner cost kraken", ("S$1",), 4),
        ("planner check", (), 7),
    ]


def test_a_terminal_pipes_and_redirects(tmp_path: Path) -> None:
    with shell.opened(tmp_path) as terminal:
        assert "Wrote" in terminal.run("planner export kraken -o -.csv > kraken.csv")
        assert "Raspberry Pi 3 Model B" in terminal.run("cat kraken.csv")
        assert "S$626.63" in terminal.run("cat kraken.csv | planner import bom - --no-memory")
        assert terminal.run("planner cost krakn").startswith("error: ")
        assert terminal.code == 1
