"""Builds from TOML: what loads, and the line said of each mistake."""

from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.documents.builds import load_builds, read_build
from planner.model.build import Build
from planner.model.findings import Finding

TOP = """\
title = "A cluster"
currency = "SGD"
on = 2020-06-17
"""


def read(text: str, name: str = "mine") -> tuple[Build | None, tuple[Finding, ...]]:
    return read_build(f"builds/{name}.toml", dedent(text).encode())


def lines(text: str) -> list[str]:
    build, findings = read(text)
    assert (build is None) == bool(findings)
    return [finding.line() for finding in findings]


def test_a_build_takes_its_name_from_its_file() -> None:
    build, findings = read(
        TOP
        + """
[[positions]]
slot = "switch"
part_number = "sw-8"
quantity = 2
list_price = "26.40 SGD"

[[charges]]
kind = "gst"
label = "GST"
percent = 7.25
as_of = 2020-06-17
source = "x"
"""
    )

    assert findings == ()
    assert build is not None
    assert (build.name, build.positions[0].quantity) == ("mine", 2)
    assert build.charges[0].percent == Decimal("7.25")


OWN_PART = '[[parts]]\ncategory = "switch"\npart_number = "a"\nname = "A"\nsource = "x"\n'
POSITION = '[[positions]]\nslot = "switch"\npart_number = "sw-8"\nquantity = 1\n'
SAID = [
    (
        TOP + "currncy = 1\n",
        "row 4, currncy",
        "'currncy' is not a key of this table.",
    ),
    (
        TOP.replace("SGD", "SGP"),
        "row 2, currency",
        "'SGP' is not an ISO 4217 currency code.",
    ),
    (
        TOP.replace('"A cluster"', "5"),
        "row 1, title",
        '5 is not in quotes. Write it like "5".',
    ),
    (
        TOP.replace('title = "A cluster"\n', ""),
        ", title",
        "The key title is missing. Required: title.",
    ),
    (
        TOP.replace("2020-06-17", '"6/7/2020"'),
        "row 3, on",
        "'6/7/2020' is not a date written as year-month-day.",
    ),
    (
        TOP + 'name = "yours"\n',
        "row 4, name",
        "The build is called 'yours', its file 'mine'.",
    ),
    (
        TOP + POSITION + POSITION.replace("= 1", "= 0"),
        "row 11, positions 2.quantity",
        "'0' is less than 1.",
    ),
    (
        TOP + POSITION.replace("= 1", '= "eight"'),
        "row 7, positions 1.quantity",
        "'eight' is not a whole number.",
    ),
    (
        TOP + POSITION.replace("= 1", "= 1.5"),
        "row 7, positions 1.quantity",
        "'1.5' is not a whole number.",
    ),
    (
        TOP + POSITION.replace("= 1", "= [1]"),
        "row 7, positions 1.quantity",
        "Input should be a valid integer.",
    ),
    (
        TOP + POSITION.replace('"switch"', '"swich"'),
        "row 5, positions 1.slot",
        "'swich' is not one of board",
    ),
    (
        TOP + POSITION.replace('"sw-8"', "true"),
        "row 6, positions 1.part_number",
        'true is not in quotes. Write it like "true".',
    ),
    (
        TOP + POSITION + 'share_of = "x"\n',
        "row 4, positions 1",
        "share_of needs list_price: the weight of its share.",
    ),
    (
        TOP + POSITION + "colour = 1\n",
        "row 8, positions 1.colour",
        "'colour' is not a key of this table.",
    ),
    (
        TOP + "positions = 5\n",
        "row 4, positions",
        "",
    ),
    (
        TOP + "inline = {a = 1}\n",
        "row 4, inline",
        "'inline' is not a key of this table.",
    ),
    (
        TOP + "[measured]\nmbps = 5\n",
        "row 4, measured.method",
        "The key method is missing.",
    ),
    (
        TOP + "rate = {base = 'SGD'}\n",
        "row 4, rate.quote",
        "The key quote is missing.",
    ),
    (
        "title = = 5\n",
        "row 1",
        "This is not TOML at character 9: invalid value.",
    ),
    (
        "a = [\n",
        "",
        "This is not TOML at the end of the file: invalid value.",
    ),
    (
        "a = 1\na = 2\n",
        "row 2",
        "This is not TOML at character 6: cannot overwrite a value.",
    ),
    (
        "a = " + "[" * 100_000,
        "",
        "Tables and lists lie more than 20 deep in one another.",
    ),
    (
        "a = " + "9" * 5_000,
        "",
        "A number has more than 1,000 digits.",
    ),
    ("a = 1e99999999999999999999\n", "row 1, a", "'a' is not a key of this table."),
    (
        "\0",
        "",
        "This is not a text table",
    ),
]


SAID += [
    (
        TOP + OWN_PART + 'ports = "eight"\n',
        "row 9, parts 1.ports",
        "'eight' is not a whole number.",
    ),
    (TOP + OWN_PART + "portz = 8\n", "row 9, parts 1.portz", "'portz' is not a key of this table."),
    (TOP + OWN_PART.replace("switch", "swich"), "row 5, parts 1.category", "'swich' is not one of"),
    (TOP + "[[parts]]\nname = 'A'\n", "row 4, parts 1", "The key category is missing. Write board"),
    (TOP + OWN_PART.replace("source", "sauce"), "row 4, parts 1.source", "The key source is"),
    (
        TOP + POSITION.replace("quantity = 1\n", "") + POSITION,
        "row 4, positions 1.quantity",
        "The key quantity is missing.",
    ),
    (TOP + "rate.base = 'SGD'\n", ", rate.quote", "The key quote is missing."),
]


@pytest.mark.parametrize(("text", "place", "said"), SAID)
def test_a_mistake_names_the_key_and_its_line(text: str, place: str, said: str) -> None:
    found = read(text)[1]

    where = f"builds/mine.toml {place}".replace(" ,", ",").strip()
    messages = [each.line() for each in found if each.cell and each.cell.where() == where]
    assert any(each.startswith(f"{where}: {said}") for each in messages), found


def test_each_mistake_is_a_finding_of_its_own() -> None:
    assert len(lines(TOP.replace("SGD", "SGP") + POSITION.replace("= 1", "= 0"))) == 2


def test_good_builds_load_beside_a_bad_one(tmp_path: Path) -> None:
    folder = tmp_path / "builds"
    folder.mkdir()
    (folder / "b.toml").write_text(TOP + 'successor_of = "aa"\n')
    (folder / "a.toml").write_bytes(b"\xef\xbb\xbf" + TOP.replace("\n", "\r\n").encode())
    (folder / "c.toml").write_text("=")
    (folder / "d.toml").mkdir()
    (folder / ".e.toml").write_text("=")
    (folder / "notes.md").write_text("=")

    builds, findings = load_builds(tmp_path)

    assert [build.name for build in builds] == ["a", "b"]
    assert [finding.line() for finding in findings] == [
        (
            "builds/c.toml row 1: This is not TOML at character 1: invalid statement. "
            "Compare it with another build."
        ),
        "builds/d.toml: This is a folder. Remove or replace it.",
        (
            "builds/b.toml, successor_of: There is no build 'aa' that this one could follow. "
            "Did you mean a?"
        ),
    ]


def test_a_predecessor_unlike_any_build_is_to_be_added(tmp_path: Path) -> None:
    (tmp_path / "builds").mkdir()
    (tmp_path / "builds/b.toml").write_text(TOP + 'successor_of = "xyzzy"\n')

    (finding,) = load_builds(tmp_path)[1]

    assert finding.hint == "Add it, or remove successor_of."


def test_no_folder_of_builds_is_no_build(tmp_path: Path) -> None:
    assert load_builds(tmp_path) == ((), ())


WORDS = st.sampled_from(
    ["positions", "quantity", "rate", "on", "=", "[", "]", "{", "}", "[[", "]]", '"', "5", "true",
     "2020-06-17", "\n", ".", ",", "inf", "nan", "1.5", "'x'", "title", "price", "unit"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30))
def test_no_text_is_too_strange_to_be_read(words: list[str]) -> None:
    build, findings = read(TOP + " ".join(words))

    assert (build is None) == bool(findings)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["unit", "amount", "id"]), inner, max_size=3)
        ),
        max_leaves=5,
    ),
    st.sampled_from(sorted(Build.model_fields)),
)
def test_any_value_under_any_key_is_taken_or_explained(value: object, key: str) -> None:
    build, findings = read(
        f"{key} = {toml(value)}\n"
        + "".join(line for line in TOP.splitlines(keepends=True) if not line.startswith(f"{key} "))
    )

    assert (build is None) == bool(findings)
    assert all(finding.message.endswith(".") for finding in findings)


def toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) or value is None:
        return '"{}"'.format("".join(c for c in value or "" if c.isalnum()))
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key} = {toml(each)}' for key, each in value.items())}}}"
    return str(value)
