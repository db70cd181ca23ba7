"""The planner as other programs use it: what is public is there, typed, documented, and works."""

import inspect
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import planner
from planner import api

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "library.md").read_text("utf-8")
TEXT = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
EXAMPLE = ROOT / "docs" / "examples" / "library.py"


def python(*arguments: str) -> str:
    """Run Python in a process of its own, and return what it prints."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_every_public_name_is_in_the_package() -> None:
    assert all(getattr(planner, name) is getattr(api, name) for name in api.__all__)
    assert set(api.__all__) <= set(dir(planner))
    assert sorted(set(api.__all__)) == sorted(api.__all__)


def test_what_is_not_public_is_not_in_the_package() -> None:
    for name in ("nonsense", "gather", "Path", "_private"):
        with pytest.raises(AttributeError, match=name):
            getattr(planner, name)


def test_to_import_the_package_loads_nothing_of_it() -> None:
    loaded = python("-c", "import planner, sys; print([n for n in sys.modules if 'planner.' in n])")
    assert loaded == "[]\n"


def test_every_public_name_is_on_the_page_of_the_library() -> None:
    named = {name for code in re.findall(r"`([^`]+)`", TEXT) for name in re.findall(r"\w+", code)}
    assert set(api.__all__) - named == set()


@pytest.mark.parametrize("name", [each for each in api.__all__ if each != "EXPORTERS"])
def test_every_public_name_says_what_it_is(name: str) -> None:
    found = getattr(api, name)
    assert inspect.getdoc(found)
    if inspect.isfunction(found):
        shape = inspect.signature(found)
        assert shape.return_annotation is not inspect.Signature.empty
        assert all(each.annotation is not each.empty for each in shape.parameters.values())


CALLS = [
    (name, written)
    for name, written in re.findall(r"`(\w+)\(([^`()]*)\)(?: -> \w+)?`", TEXT)
    if name in api.__all__
]
# On the page an argument is called what it is, where its own name is shorter.
CALLED = {"question": "asked", "workspace": "folder", "requisition": "asked", "purchase": "found"}


@pytest.mark.parametrize(("name", "written"), CALLS)
def test_the_arguments_on_the_page_are_those_of_the_job(name: str, written: str) -> None:
    job = getattr(api, name)
    known = getattr(job, "model_fields", None) or inspect.signature(job).parameters
    given = [re.split(r"[=:]", each)[0].strip().split(".")[-1] for each in written.split(",")]
    names = [each for each in given if each not in ("", "*", "…") and not each.isdigit()]
    unknown = [each for each in names if each not in known and CALLED.get(each) not in known]
    assert unknown == []


def test_the_worked_example_is_that_of_the_page_and_prints_what_stands_there() -> None:
    code, printed = re.search(
        r"## A worked example.*?```python\n(.*?)```.*?```text\n(.*?)```", PAGE, re.DOTALL
    ).groups()  # type: ignore[union-attr]

    assert EXAMPLE.read_text("utf-8").endswith(f"\n\n{code}")
    assert python(str(EXAMPLE)) == printed


def test_a_question_that_cannot_be_asked_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="nodes"):
        planner.Requirement(on=date(2026, 9, 14), nodes=-1)


def test_a_job_that_cannot_go_on_tells_a_finding(tmp_path: Path) -> None:
    folder = planner.open_workspace(ROOT / "catalogs", today=date(2026, 9, 14))
    with pytest.raises(planner.PlannerError) as stopped:
        planner.cost_asked(planner.CostQuestion(build="krakn"), folder)
    assert stopped.value.finding.code == "build-unknown"
    assert stopped.value.finding.severity is planner.Severity.ERROR
    with pytest.raises(planner.PlannerError):
        planner.open_workspace(tmp_path / "nowhere", today=date(2026, 9, 14))


def test_the_folders_are_those_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PLANNER_CATALOGS", raising=False)
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    assert planner.shipped_catalog() == ROOT / "catalogs"
    assert planner.own_catalog() == tmp_path
