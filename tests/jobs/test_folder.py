"""A folder as it is opened: catalog, builds, and what is wrong with either."""

from datetime import date
from pathlib import Path

import pytest

from planner.jobs.folder import check_workspace, open_build, open_workspace
from planner.jobs.plans import cost_build
from planner.model.cost_question import CostTerms
from planner.model.findings import PlannerError
from tests.engine.samples import DAY, codes, money

BUILD_FILE = """
name = "tiny"
title = "Tiny"
currency = "SGD"
on = 2020-06-17
[[positions]]
slot = "board"
part_number = "{number}"
quantity = 2
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog folder with one board, one price and the build `tiny` of two of them."""
    files = {
        "parts/board.csv": "part_number,name,source\npi3,Pi 3,a data sheet\n",
        "offers/acme.csv": (
            "part_number,currency,price,quoted_on,basis,source\npi3,SGD,49,2020-06-01,quoted,s\n"
        ),
        "vendors.csv": "vendor,name,kind,currency\nacme,Acme,shop,SGD\n",
        "builds/tiny.toml": BUILD_FILE.format(number="pi3"),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_its_catalog_its_builds_and_what_is_wrong_with_either(folder: Path) -> None:
    (folder / "builds" / "broken.toml").write_text("name = ", encoding="utf-8")
    opened = open_workspace(folder, today=DAY)
    assert [made.name for made in opened.builds] == ["tiny"]
    assert [part.part_number for part in opened.catalog.parts] == ["pi3"]
    assert codes(opened.findings) == ["build-not-toml"]
    _, bom = cost_build(opened.build("tiny"), opened.catalog, CostTerms(also=()))
    assert bom.total == money("98 SGD")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("tinny", "Did you mean 'tiny'? Known builds: tiny."),
        ("kraken", "Known builds: tiny."),
    ],
)
def test_an_unknown_build_ends_the_job_with_the_nearest_name(
    folder: Path, name: str, hint: str
) -> None:
    with pytest.raises(PlannerError) as caught:
        open_workspace(folder, today=DAY).build(name)
    assert caught.value.finding.code == "build-unknown"
    assert caught.value.finding.hint == hint


@pytest.mark.parametrize("text", ["name = ", 'name = "broken"'])
def test_a_build_that_cannot_be_read_says_what_is_wrong_with_it(folder: Path, text: str) -> None:
    (folder / "builds" / "broken.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlannerError) as caught:
        open_workspace(folder, today=DAY).build("broken")
    assert caught.value.finding.cell is not None
    assert caught.value.finding.cell.file == "builds/broken.toml"


def test_without_builds_none_is_known(folder: Path) -> None:
    (folder / "builds" / "tiny.toml").unlink()
    (folder / "builds" / "broken.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(PlannerError, match="Known builds: none"):
        open_workspace(folder, today=DAY).build("tiny")


def test_a_folder_is_checked_for_parts_that_nobody_knows(folder: Path) -> None:
    assert check_workspace(open_workspace(folder, today=DAY), today=DAY) == ()
    (folder / "builds" / "tiny.toml").write_text(BUILD_FILE.format(number="pi4"), encoding="utf-8")
    [found] = check_workspace(open_workspace(folder, today=DAY), today=DAY)
    assert (found.code, found.subject) == ("part-unknown", "pi4")
    assert found.line().startswith("builds/tiny.toml: ")


def test_a_build_may_be_a_file_of_its_own(folder: Path) -> None:
    assert open_build(folder / "builds" / "tiny.toml").name == "tiny"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "This is not TOML"),
        ('name = "own"\ntitle = "Own"\n', "1 more mistake"),
        ('name = "own"\n', "2 more mistakes"),
        (None, "own.toml"),
    ],
)
def test_what_is_wrong_with_a_build_of_its_own_ends_the_job(
    tmp_path: Path, text: str | None, message: str
) -> None:
    if text is not None:
        (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlannerError, match=message):
        open_build(tmp_path / "own.toml")


def test_a_folder_is_no_build(tmp_path: Path) -> None:
    (tmp_path / "own.toml").mkdir()
    with pytest.raises(PlannerError, match="This is a folder"):
        open_build(tmp_path / "own.toml")


# --- terms ---------------------------------------------------------------------------------------


def test_a_promise_that_has_passed_is_told_and_one_that_holds_or_was_ended_is_not(
    folder: Path,
) -> None:
    (folder / "parts" / "switch.csv").write_text(
        "part_number,name,source,made_until,ended_on,lifecycle_source\n"
        "held,H,s,2020-06-17,,maker\n"
        "passed,P,s,2020-06-16,,maker\n"
        "ended,E,s,2020-01-01,2020-02-01,maker\n",
        encoding="utf-8",
    )
    opened = open_workspace(folder, today=DAY)

    assert [each.line() for each in check_workspace(opened, today=date(2020, 6, 17))] == [
        (
            "parts/switch.csv, made_until: The maker of passed promised it until at least "
            "2020-06-16, which has passed: whether it is still made is not known. "
            "Check its lifecycle_source, and enter the new date or the date it ended."
        )
    ]
