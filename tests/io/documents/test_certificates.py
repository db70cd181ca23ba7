"""Certificates as files: written whole, read back, and refused with the place of what is wrong."""

import json
import os
from pathlib import Path

import pytest

from planner.io.documents.certificates import read_certificate, to_bytes
from planner.io.files import write_file
from planner.io.text.encodings import MAX_FILE_BYTES
from planner.model.findings import PlannerError
from tests.engine.buying.test_certificate import certified


def test_a_certificate_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    made, path = certified(), tmp_path / "new" / "basket.json"
    write_file(path, to_bytes(made))
    assert read_certificate(path) == made
    assert path.read_bytes() == to_bytes(made)


def told(path: Path) -> str:
    with pytest.raises(PlannerError) as refused:
        read_certificate(path)
    return refused.value.finding.message


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"format": 1',
            '"format": 2',
            "is not a certificate of a basket (format: input should be 1)",
        ),
        ('"packs": 2', '"packs": -2', "(lines.0.packs: "),
        ('"on": "2026', '"on": "20-26', "(on: "),
        ("{", "[", "is not a certificate of a basket (it is not JSON from line 2, column 11 on)."),
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
    assert "is not a certificate" in told(write(tmp_path / "binary.json", b"\xff\x00"))


def test_a_pipe_a_device_and_a_folder_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert told(tmp_path / "pipe.json") == "pipe.json is not a regular file."
    assert told(Path("/dev/zero")) == "zero is not a regular file."
    assert told(tmp_path) == f"{tmp_path.name} is a folder."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[" * 200_000, "(it has lists or objects too deep in one another)."),
        (b'{"a":' * 200_000, "(it has lists or objects too deep in one another)."),
        (b'{"format": 1, "title": "a", "title": "b"}', "(title stands twice)."),
        (b'{"on": {"' + b"k" * 900 + b'": 1, "' + b"k" * 900 + b'": 2}}', "stands twice)."),
        (b'{"format": NaN}', "('NaN' is not a number)."),
        (b'{"format": ' + b"9" * 5_000 + b"}", "…' is not a number)."),
        (b'{"format": 1e999999999}', "('1e999999999' is not a number)."),
        (b'"text"', "is not a certificate of a basket."),
        ("{}".encode("utf-16"), "is not a certificate of a basket."),
        (b"", "(it is not JSON from line 1, column 1 on)."),
        (b"\xff\xfe\xff", "(it is not text)."),
    ],
    ids=range(11),
)
def test_whatever_else_a_file_holds_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, message: str
) -> None:
    said = told(write(tmp_path / "basket.json", content))
    assert said.startswith("basket.json is not a certificate of a basket")
    assert said.endswith(message)
    assert len(said) < 200


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("max_vendors", "-1", "(max_vendors: "),
        ("max_vendors", "1e30", "(max_vendors: "),
        ("fastest_within", '"-5"', "(fastest_within: "),
        ("fastest_within", '"1e999999999"', "(fastest_within: "),
        ("fastest_within", '"NaN"', "(fastest_within: "),
        ("status", '"sure"', "(status: "),
        ("ship_to", f'"{"x" * 1_000}"', "(ship_to: "),
        ("currency", '"ZZZ"', "(currency: "),
        ("needs", '"all"', "(needs: "),
        ("total", '{"amount": "1e999999", "currency": "SGD"}', "(total.amount: "),
    ],
)
def test_a_value_that_cannot_be_is_named_with_its_key(
    tmp_path: Path, key: str, value: str, message: str
) -> None:
    known = json.loads(to_bytes(certified()))
    known[key] = "@"
    text = json.dumps(known).replace('"@"', value)
    assert message in told(write(tmp_path / "basket.json", text.encode()))


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
