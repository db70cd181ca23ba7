"""No sign that deceives reaches a reader, through whatever door; what a language needs stays."""

import json
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from planner.cli.main import main
from planner.io.catalog.folder import load_catalog
from planner.io.documents.builds import read_build
from planner.io.documents.toml_text import build_toml
from planner.io.exporters import EXPORTERS
from planner.io.text.visible import escaped_json, visible, visible_line
from planner.jobs.plans import document_of
from planner.model.build import Build
from planner.ui.kit import wording

ROOT = Path(__file__).resolve().parents[3]
DECEIVING = (
    [chr(code) for code in range(0x202A, 0x202F)]
    + [chr(code) for code in range(0x2066, 0x206A)]
    + list("\u200e\u200f\u061c\u200b\u2060\u2028\u2029\u00ad\ufeff\u3164\u180e\x85\x9b\x1b\x7f\x07")
    + ["\U000e0041"]
)


@pytest.mark.parametrize("sign", DECEIVING, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_that_deceives_is_marked(sign: str) -> None:
    assert visible(f"ab{sign}c") == visible_line(f"ab{sign}c") == "ab\ufffdc"
    assert sign not in wording.plain(f"ab{sign}c")
    assert json.loads(escaped_json(json.dumps(sign, ensure_ascii=False))) == sign


@pytest.mark.parametrize(
    "text",
    [
        "Schalter für 8 Geräte – 5 ㎜ · 東京 · שלום · مرحبا",
        "می\u200cخواهم",  # noqa: RUF001 - the joiner that Persian needs
        "क्\u200dष",
        "\U0001f469\u200d\U0001f4bb\ufe0f",  # one picture of two
        "葛\U000e0100城",
        "one\ttwo\r\nthree",
    ],
)
def test_what_a_language_needs_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("text", ["rpi\u200d-4b", "\u200crpi", "rpi\u200d", "rpi\u200dש"])
def test_a_joiner_that_joins_nothing_is_marked(text: str) -> None:
    assert "\u200c" not in visible(text)
    assert "\u200d" not in visible(text)


def test_a_line_has_no_line_ends() -> None:
    assert visible_line("a\tb\r\nc") == "a\ufffdb\ufffd\ufffdc"


ALL = "".join(DECEIVING)
BUILD = Build.model_validate(
    {
        "name": "mine",
        "title": f"a{ALL}z",
        "summary": f"a{ALL}z",
        "source": f"https://example.org/{ALL}",
        "currency": "SGD",
        "on": date(2026, 11, 1),
        "parts": [
            {
                "category": "other",
                "part_number": "x\u202ey",
                "name": f"a{ALL}z",
                "source": f"https://example.org/a{ALL}",
            }
        ],
        "positions": [
            {
                "slot": "other",
                "part_number": "x\u202ey",
                "quantity": 1,
                "role": f"a{ALL}z",
                "price": {
                    "unit": "5.00 SGD",
                    "basis": "published",
                    "as_of": "2026-11-01",
                    "source": f"https://example.org/a{ALL}",
                    "note": f"a{ALL}z",
                },
            }
        ],
    }
)


def none_of_them(text: str) -> None:
    assert [f"U+{ord(sign):04X}" for sign in DECEIVING if sign in text] == []


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_no_export_holds_such_a_sign(exporter: str) -> None:
    document = document_of(BUILD, load_catalog(ROOT / "catalogs"))

    content = EXPORTERS[exporter].export(document)

    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = b"".join(map(archive.read, archive.namelist()))
    none_of_them(content.decode())
    assert "\ufffd" in content.decode() or "\\u202e" in content.decode()


@pytest.mark.parametrize("style", ["table", "json", "csv", "md"])
def test_no_answer_and_no_error_holds_such_a_sign(
    style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(build_toml(BUILD), encoding="utf-8")

    for wanted in (str(file), f"no{ALL.replace(chr(0x1B), '')}build"):
        main(["cost", wanted, "--format", style])
        said = capsys.readouterr()
        none_of_them(said.out + said.err)


def test_a_build_with_such_signs_is_the_same_when_it_is_read_again() -> None:
    text = build_toml(BUILD)

    none_of_them(text)
    assert read_build("mine.toml", text.encode()) == (BUILD, ())
