"""Certificates as files: written whole, read back, and refused with the place of what is wrong."""

from pathlib import Path

import pytest

from planner.io.certificates import read_certificate, to_bytes, write_certificate
from planner.io.encodings import MAX_FILE_BYTES
from planner.model.findings import PlannerError
from tests.engine.test_certificates import certified


def test_a_certificate_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    made, path = certified(), tmp_path / "new" / "basket.json"
    write_certificate(path, made)
    assert read_certificate(path) == made
    assert path.read_bytes() == to_bytes(made)


def told(path: Path) -> str:
    with pytest.raises(PlannerError) as refused:
        read_certificate(path)
    return refused.value.finding.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"format": 1', '"format": 2', "is no certificate of a basket (format: input should be 1)"),
        ('"packs": 2', '"packs": -2', "(lines.0.packs: "),
        ('"on": "2026', '"on": "20-26', "(on: "),
        ("{", "[", "is no certificate of a basket."),
        ('"title"', '"titel"', "(title: field required)"),
    ],
)
def test_what_is_no_certificate_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    path = tmp_path / "basket.json"
    text = to_bytes(certified()).decode()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert message in told(path)


def test_a_file_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path / "none.json") == "none.json cannot be read: no such file or directory."
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert told(large) == "large.json is too large for a certificate."
    assert "is no certificate" in told(write(tmp_path / "binary.json", b"\xff\x00"))


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
