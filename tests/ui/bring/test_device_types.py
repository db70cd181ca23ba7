"""The page Import: device types of NetBox are shown, asked about, kept, and taken back."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from planner.ui.bring.brought import Brought
from planner.ui.visit import in_view
from tests.device_types import device_yaml
from tests.ui.test_pages import PAGES, opened, words

FILES = {
    "device-types/Acme/sw8.yaml": device_yaml(
        model="SW-8", interfaces=["8 x 1000base-t"], more="part_number: SW8\n"
    ),
    "device-types/Acme/ap.yaml": device_yaml(model="AP", interfaces=["1000base-t"]),
    "device-types/Netgear/GS105.yaml": device_yaml(
        model="GS105",
        manufacturer="NETGEAR",
        interfaces=["5 x 1000base-t"],
        more="part_number: GS105\n",
    ),
}


def zipped() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    return packed.getvalue()


def brought(name: str, content: bytes) -> AppTest:
    app = opened("start.py").switch_page(str(PAGES / "bring.py")).run()
    app.session_state["brought-list"] = Brought(name, content)
    return app.run()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_view.settings.clear()
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path / "own"))


def rows(folder: Path) -> str:
    return "".join(sorted(each.read_text() for each in folder.glob("own/parts/*.csv")))


def test_a_zip_is_shown_asked_about_kept_and_taken_back(tmp_path: Path) -> None:
    app = brought("types.zip", zipped())

    assert not app.exception
    assert "1 new, 1 already in the catalog, 1 whose kind you must choose" in words(app)
    assert not (tmp_path / "own" / "parts").exists()
    [kind] = [each for each in app.selectbox if "AP" in each.label]
    kind.select("board").run()
    assert "2 new, 1 already in the catalog" in words(app)
    app.button(key="types-keep").click().run()

    assert [each.value for each in app.success] == ["2 parts kept in your catalog."]
    assert "SW8" in rows(tmp_path)
    assert "GS105" not in rows(tmp_path)
    app.button(key="types-undo").click().run()
    assert not app.exception
    assert rows(tmp_path) == ""
    assert "2 new, 1 already in the catalog" in words(app)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.yaml", b"a: &a [x]\nb: *a\n"),
        ("twice.yaml", b"model: A\nmodel: B\n"),
        ("broken.zip", b"PK\x03\x04 and nothing"),
        ("text.zip", b"no zip at all"),
        ("big.yaml", b"a: " + b"x" * 600_000),
    ],
)
def test_what_is_no_device_type_is_told_and_the_page_stays(name: str, content: bytes) -> None:
    app = brought(name, content)

    assert not app.exception
    told = [each.value for each in app.error] or [w for w in words(app).splitlines() if w]
    assert told
    assert not [each for each in app.button if each.key == "types-keep" and not each.disabled]
