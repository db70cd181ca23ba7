"""The command line as a process: terminals, pipes, signals, and what it loads."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from planner.cli import output
from planner.cli.commands import builds as build_commands
from planner.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
HEAVY = """pandas streamlit openpyxl xlsxwriter currency_converter requests forex_python rich
highspy""".split()


def start(*arguments: str, env: Mapping[str, str] = {}, **how: object) -> subprocess.Popen[bytes]:
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("PLANNER_") or name in ("PLANNER_DATA", "PLANNER_CONFIG")
    }
    return subprocess.Popen(
        [sys.executable, "-m", "planner", *arguments],
        cwd=ROOT,
        env={**kept, **env},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how},
    )


@pytest.mark.parametrize(
    ("encoding", "arguments"),
    [("ascii", ["cost"]), ("latin-1", ["cost"]), ("ascii", ["compare", "small"])],
)
def test_a_terminal_without_utf_8_gets_plain_letters(encoding, arguments, catalog: Path) -> None:
    part = catalog / "parts/switch.csv"
    part.write_text(part.read_text().replace("Eight fast ports", "Acht Anschlüsse · 8×1 G"))

    process = start(
        *arguments, "guess", "--currency", "EUR",
        env={"PYTHONIOENCODING": encoding, "PLANNER_CATALOGS": str(catalog), "COLUMNS": "120"},
    )  # fmt: skip
    out, err = process.communicate()

    assert process.returncode == 0
    assert err == b""
    assert b"EUR " in out
    assert b"?" not in out


def test_json_without_utf_8_says_the_same(catalog: Path) -> None:
    part = catalog / "parts/board.csv"
    part.write_text(part.read_text().replace("Pi board", "Pi π 🥧 board"))

    process = start(
        "cost", "small", "--format", "json",
        env={"PYTHONIOENCODING": "ascii", "PLANNER_CATALOGS": str(catalog)},
    )  # fmt: skip

    assert json.loads(process.communicate()[0])["lines"][0]["description"] == "Pi π 🥧 board"


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    process = start("parts", env={"PLANNER_CATALOGS": str(ROOT / "catalogs")})
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    assert process.stderr.read() == b""
    assert process.wait() == 0
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk to try")
def test_a_full_disk_is_said_in_a_sentence(catalog: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start("builds", env={"PLANNER_CATALOGS": str(catalog)}, stdout=full)
        _, err = process.communicate()

    assert err.decode() == "error: The answer could not be written: No space left on device.\n"
    assert process.returncode == 1


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """Let Ctrl+C be heeded where the tests were started in the background, too: that ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_ends_quietly(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(build_commands, "workspace_of", interrupted)
    ran = run("cost", "small")
    assert (ran.code, ran.out, ran.err) == (130, "", "")

    monkeypatch.undo()
    monkeypatch.setattr(output, "write", interrupted)
    assert main(["template", "switch"]) == 130


@pytest.mark.parametrize(
    ("variables", "is_bold"),
    [
        ({}, True),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_bold_is_for_terminals_whose_reader_wants_it(
    variables, is_bold, monkeypatch: pytest.MonkeyPatch, run
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    out = run("cost", "small").out

    assert ("\x1b[1mSmall costs S$262.00 = US$131.00.\x1b[0m" in out) is is_bold


def test_without_a_terminal_nothing_is_bold(run) -> None:
    assert "\x1b" not in run("cost", "small").out


@pytest.mark.parametrize(
    ("arguments", "may_load"),
    [
        (["--help"], []),
        (["cost", "small"], []),
        (["cost", "small", "--format", "json"], []),
        (["cost", "small", "--format", "csv"], []),
        (["compare", "small", "guess"], []),
        (["upgrade", "small", "guess", "--format", "md"], []),
        (["network", "small"], []),
        (["builds"], []),
        (["parts"], []),
        (["check"], []),
        (["template", "switch"], []),
        (["rates", "--on", "2020-06-20"], []),
        (["rates", "fetch"], ["requests", "forex_python"]),
        (["rates", "--quote", "GBP"], ["currency_converter"]),
        (["export", "small"], ["xlsxwriter"]),
        (["size", "--nodes", "2", "--on", "2020-06-17"], ["highspy"]),
    ],
)
def test_a_command_loads_only_the_libraries_it_needs(
    arguments, may_load, catalog: Path, tmp_path: Path
) -> None:
    """What a library costs is paid by those who use it: pandas alone takes longer than the rest."""
    program = (
        "import sys\nfrom planner.cli.main import main\nmain(sys.argv[2:])\n"
        "print(*set(sys.argv[1].split()) & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, " ".join(HEAVY), *arguments],
        cwd=ROOT,
        env={**os.environ, "PLANNER_CATALOGS": str(catalog), "PLANNER_EXPORTS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert set(done.stderr.splitlines()[-1].split()) <= set(may_load)


@pytest.mark.parametrize("arguments", [("size", "--nodes", "1"), ("curve", "--most", "1")])
def test_the_solver_adds_no_word_of_its_own_to_an_answer(arguments: tuple[str, ...]) -> None:
    # Such a word is written below Python, past `sys.stdout`: only a process shows it.
    out, err = start(*arguments, "--format", "json").communicate()

    assert isinstance(json.loads(out), dict)
    assert err == b""
