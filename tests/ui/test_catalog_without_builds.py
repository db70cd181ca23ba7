"""A catalog folder of one's own may hold parts and offers alone: every page opens all the same."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.ui.visit import in_view

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "planner" / "ui" / "pages").glob("[!_]*.py"))


@pytest.fixture
def without_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "catalog"
    left_out = shutil.ignore_patterns("builds")
    shutil.copytree(ROOT / "catalogs", folder, ignore=left_out)
    monkeypatch.setenv("PLANNER_CATALOGS", str(folder))
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path / "mine"))
    in_view.settings.clear()
    yield
    in_view.settings.clear()


@pytest.mark.usefixtures("without_builds")
def test_every_page_opens_where_there_is_no_build() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    for page in PAGES:
        app.switch_page(str(page)).run()
        assert not app.exception, page.name
