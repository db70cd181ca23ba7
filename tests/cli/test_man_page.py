"""The man page says what the help of the commands says."""

import shutil
import subprocess

import pytest
import typer

from planner.cli.exit_codes import ExitCode
from planner.cli.main import app
from scripts.man_page import FILE, page


def test_the_man_page_is_that_of_the_commands() -> None:
    assert FILE.read_text("utf-8") == page(), "Write it anew: make map"


def test_every_command_and_every_exit_code_is_on_it() -> None:
    text = page().replace("\\-", "-")
    for name, command in typer.main.get_command(app).commands.items():
        inner = [f"{name} {each}" for each in getattr(command, "commands", {})]
        assert all(f".SS planner {each}" in text for each in inner or [name])
    assert all(f".B {int(each)}\n" in text for each in ExitCode)


def test_man_shows_it_without_a_complaint() -> None:
    program = shutil.which("groff")
    if program is None:
        pytest.skip("groff is not installed")
    done = subprocess.run(
        [program, "-man", "-ww", "-Tutf8", str(FILE)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert "planner catalog copy" in done.stdout
