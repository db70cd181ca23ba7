"""The pages that are drawn from the code say what commands and templates say."""

from pathlib import Path

import pytest
import typer

from planner.cli.main import app
from planner.io.catalog.templates import TEMPLATES
from planner.io.text.columns import columns_for
from planner.model.parts import CATEGORIES
from scripts.reference_pages import DOCS, PAGES
from tests.docs.documents import DRAWN, ROOT


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_a_page_is_that_of_the_code(file: Path) -> None:
    assert file.read_text("utf-8") == PAGES[file](), "Write it anew: make map"
    assert file.relative_to(ROOT).as_posix() in DRAWN


def test_every_command_with_every_option_is_on_its_page() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    sections = {each.partition("\n")[0]: each for each in page.split("\n## ")}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found = {f"{name} {each}": inner[each] for each in inner} if inner else {name: command}
        for path, each in found.items():
            options = [
                one.opts[0]
                for one in each.params
                if one.param_type_name == "option" and not one.hidden
            ]
            told = sections[f"planner {path}"]
            assert [one for one in options if f"`{one}`" not in told] == []


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_column_is_in_the_table_of_its_file(kind: str) -> None:
    page = (DOCS / "catalog.md").read_text("utf-8")
    sections = {each.partition("\n")[0]: each for each in page.split("\n## ")}
    told = sections[kind.replace("_", " ").capitalize()]
    told += sections["Every part"] if kind in CATEGORIES else ""
    for column in columns_for(kind):
        name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
        assert told.count(f"\n| {name} | ") == 1
