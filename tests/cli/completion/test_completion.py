"""Shells complete commands, options, builds, parts and vendors, and wait for nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner.cli.completion import _names as names
from planner.cli.completion._words import COMMAND_LINES, completed
from planner.cli.completion.answering import answer
from planner.cli.completion.scripts import SCRIPTS
from planner.settings import read_settings
from scripts.command_lines import written

ROOT = Path(__file__).resolve().parents[3]
ASKING = """import sys
from planner.__main__ import run
sys.argv[1:] = ["__complete", "bash", "cost", "g"]
run()
print(*sys.modules)"""
HEAVY = ("typer", "pydantic", "rich", "pandas", "planner.cli.main", "planner.model")


@pytest.fixture(autouse=True)
def small_catalog(catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small catalog, and nothing of one's own."""
    monkeypatch.setenv("PLANNER_CATALOGS", str(catalog))
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path / "mine"))
    return catalog


def words(line: str) -> list[str]:
    return [each.word for each in completed(line.split(" "))]


def test_what_shells_are_told_of_commands_is_what_there_is() -> None:
    told = COMMAND_LINES.read_text("utf-8")
    assert told == written(), "Write it anew: python -m scripts.command_lines"


def test_commands_complete_by_their_first_letters() -> None:
    assert words("com") == ["compare", "completion"]
    assert words("catalog re") == ["retire"]
    assert words("builds ") == ["list", "remove", "save"]
    assert words("nonsense-") == []


def test_builds_complete_where_a_build_stands(small_catalog: Path) -> None:
    assert words("cost g") == ["gap", "guess", ":files"]
    assert words("compare small g") == ["gap", "guess", ":files"]
    assert words("cost small --against g") == ["gap", "guess", ":files"]
    assert words("cost small ") == []
    assert words("export small --compare gap,g") == ["gap,gap", "gap,guess"]


def test_builds_of_ones_own_complete_too(tmp_path: Path) -> None:
    (tmp_path / "mine" / "builds").mkdir(parents=True)
    (tmp_path / "mine" / "builds" / "garage.toml").write_text('title = "My garage"\n')
    assert [*completed(["cost", "ga"])][1] == ("garage", "My garage")


def test_parts_complete_alone_and_in_pairs() -> None:
    assert "pi" in words("parts history p")
    assert "pi" in words("parts p")
    assert words("size --board p") == words("why p")
    assert words("size --board=p")[0] == "--board=pi"
    assert "pi=shop" in words("buy small --lock pi=s")


def test_vendors_complete() -> None:
    assert words("buy small --exclude s") == ["shop"]
    assert words("catalog retire --vendor s") == ["shop"]


def test_a_catalog_that_is_named_is_the_one_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "other" / "builds").mkdir(parents=True)
    (tmp_path / "other" / "builds" / "grand.toml").write_text("")
    for line in (f"cost --catalog {tmp_path / 'other'} g", f"cost --catalog={tmp_path}/other g"):
        assert words(line) == ["grand", ":files"]


def test_options_complete_with_what_they_mean() -> None:
    assert completed(["cost", "small", "--fo"])[0].word == "--fold"
    assert words("cost small --format ") == ["bbcode", "csv", "json", "md", "table"]
    assert words("parts --mak") == ["--maker"]
    assert words("wiring small -o ") == [":files"]
    assert words("cost small --catalog ") == [":folders"]
    assert words("cost small --on 2") == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"part_number\n\n,\n", b'a,b\n"'])
def test_a_catalog_that_cannot_be_read_completes_nothing_and_says_nothing(
    content: bytes, small_catalog: Path, tmp_path: Path
) -> None:
    shutil.rmtree(small_catalog / "parts")
    (small_catalog / "parts").mkdir()
    (small_catalog / "parts" / "board.csv").write_bytes(content)
    (small_catalog / "vendors.csv").unlink()
    (small_catalog / "vendors.csv").mkdir()
    assert words("why p") == []
    assert words("buy small --exclude s") == []
    assert words(f"cost --catalog {tmp_path / 'nowhere'} g") == [":files"]


def test_folders_are_those_that_commands_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PLANNER_CATALOGS", "PLANNER_DATA"):
        settings = read_settings()
        assert names.catalog_folders(None) == (settings.catalogs, settings.data)
        monkeypatch.delenv(name)
    settings = read_settings()
    assert names.catalog_folders(None) == (settings.catalogs, settings.data)


def test_bash_gets_what_it_puts_in_place_of_the_last_word(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert answer(["bash", "buy", "small", "--lock", "pi", "=", "s"]) == 0
    assert capsys.readouterr().out.splitlines() == ["shop"]
    assert answer(["zsh", "buy", "small", "--exclude", "s"]) == 0
    assert capsys.readouterr().out == "shop\tThe Shop\n"


def test_what_completes_loads_nothing_heavy(small_catalog: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKING],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    *found, modules = done.stdout.splitlines()
    assert found == ["gap", "guess", ":files"]
    assert not set(HEAVY) & set(modules.split())


@pytest.fixture
def programs(tmp_path: Path) -> dict[str, str]:
    """An environment in which `planner` is this one."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "planner"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m planner "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}


def test_bash_completes_by_its_script(programs: dict[str, str], run, tmp_path: Path) -> None:
    (tmp_path / "planner.bash").write_text(run("completion", "bash").out)
    asked = """source planner.bash
        COMP_WORDS=(planner cost gu); COMP_CWORD=2; _planner; echo "${COMPREPLY[@]}"
        COMP_WORDS=(planner buy --lock pi = s); COMP_CWORD=5; _planner; echo "${COMPREPLY[@]}"
        COMP_WORDS=(planner check cat); COMP_CWORD=2; _planner; echo "${COMPREPLY[@]}" """
    done = subprocess.run(
        ["bash", "-c", asked],
        cwd=tmp_path, env=programs, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["guess", "shop", "catalogs"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_understand_their_scripts(
    shell: str, programs: dict[str, str], tmp_path: Path
) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(SCRIPTS[shell])
    subprocess.run([program, "-n", str(script)], check=True)
    if shell == "fish":
        asked = f'source {script}; complete -C "planner cost gu"'
        done = subprocess.run(
            [program, "-c", asked], env=programs, capture_output=True, text=True, check=True
        )
        assert done.stdout.split("\n")[0].startswith("guess")
