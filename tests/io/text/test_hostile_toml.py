"""TOML that was written to stop a reader is refused with a sentence, and nothing is worked out."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from planner.io.catalog.network import read_network
from planner.io.documents.builds import read_build
from planner.io.documents.requirements import read_requirement
from planner.io.text import _toml_bounds as toml_bounds
from planner.io.text.toml import MOST_MISTAKES
from planner.model.findings import Finding

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2026, 1, 1)
TOP = 'title = "A"\ncurrency = "SGD"\non = 2020-06-17\n'
CHARGE = '[[charges]]\nkind = "gst"\nlabel = "x"\nas_of = 2020-01-01\nsource = "x"\n'
PART = '[[parts]]\ncategory = "board"\npart_number = "a"\nname = "a"\nsource = "x"\n'
POSITION = '[[positions]]\nslot = "board"\npart_number = "a"\nquantity = 0\n'
# Worked out, the first takes hours and gigabytes; the second prints a thousand million zeros.
HUGE = ["1e999999999", "1e-999999999", "0e999999999", "1e99999999999999999999", "0x" + "f" * 900]


def wishes(text: str) -> tuple[Finding, ...]:
    return read_requirement("wishes.toml", text.encode(), given={}, today=DAY)[1]


def build(text: str) -> tuple[Finding, ...]:
    return read_build("builds/mine.toml", (TOP + text).encode())[1]


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize(
    "key", ["nodes", "uplinks", "cores", "mbps", "headroom_percent", "spares", "roles 1.nodes"]
)
def test_a_count_of_a_million_million_digits_is_not_a_whole_number(key: str, number: str) -> None:
    table, _, name = key.rpartition(".")
    text = f'[[roles]]\nname = "a"\n{name} = {number}' if table else f"{name} = {number}"

    (found,) = (each for each in wishes(text) if each.cell and each.cell.column == key)

    assert found.message.startswith(f"'{number[:20]}")
    assert found.message.endswith("is not a whole number.")


def test_a_count_is_named_as_it_was_written() -> None:
    (found,) = wishes("nodes = 1e999999999")

    assert found.message == "'1e999999999' is not a whole number."


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize(
    "text",
    [
        f"{CHARGE}percent = NUMBER",
        f"{CHARGE}amount = NUMBER",
        f'{CHARGE}percent = "NUMBER"',
        f'{CHARGE}amount = "NUMBER SGD"',
        f"{PART}power_max_w = NUMBER",
        f'{PART}ram_mb = "NUMBER"',
        f"{POSITION}list_price = NUMBER",
        f'{POSITION}list_price = "NUMBER SGD"',
        '[rate]\nbase = "SGD"\nquote = "USD"\nas_of = 2020-01-01\nsource = "x"\nrate = NUMBER',
        '[measured]\nmethod = "a"\nsource = "a"\nmbps = NUMBER',
        '[measured]\nmethod = "a"\nsource = "a"\nmbps = "NUMBER"',
        "name = NUMBER",
        "nonsense = NUMBER",
        "positions = NUMBER",
    ],
)
def test_no_finding_prints_a_million_digits(text: str, number: str) -> None:
    found = build(text.replace("NUMBER", number))

    assert found
    assert all(len(each.line()) < 500 for each in found)


@pytest.mark.parametrize("number", HUGE)
def test_network_facts_are_bounded_alike(number: str) -> None:
    text = (
        f'[[profiles]]\nname = "a"\ntitle = {number}\n[[profiles.flows]]\nup = {number}\n'
        f"[[links]]\nlink = {number}\nspeed_mbps = {number}\nshare = {number}\n"
    )

    facts, found = read_network(text.encode())

    assert facts.profiles == facts.links == ()
    assert all(len(each.line()) < 500 for each in found)


def test_the_size_of_a_number_is_told_from_its_text_and_not_by_the_reader() -> None:
    (found,) = wishes(f"nodes = {'9' * 5000}")

    assert found.message == "A number has more than 1,000 digits."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a." * 10_000 + "a = 1", "A key has more than 10 parts"),
        ('"a".' * 10_000 + "a = 1", "A key has more than 10 parts"),
        ("[" + "a . " * 10_000 + "a]", "A key has more than 10 parts"),
        ("a = {" + "b." * 10_000 + "b = 1}", "A key has more than 10 parts"),
        ("a = " + "[" * 100_000 + "]" * 100_000, "Tables and lists lie more than 20 deep"),
        ("a = " + "[" * 30 + "]" * 30, "Tables and lists lie more than 20 deep"),
        ("a = [" + "1," * 450_000 + "]", "The file holds more than 400,000 values."),
        ("[[positions]]\n" * 61_000, "The file holds more than 60,000 tables in lists."),
        ("#" * 10_000_001, "The file has 10.0 MB; at most 10 MB are read."),
    ],
)
def test_what_would_keep_the_reader_busy_is_not_parsed(text: str, said: str) -> None:
    (found,) = build(text)

    assert found.code == "build-too-large"
    assert found.message.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "summary = '" + "a. b" * 500 + "'",
        'summary = "' + '\\"a. ' * 500 + '"',
        'summary = """\n' + 'One "word". Another. ' * 500 + '\n"""',
        "summary = '''\n" + "It's. So. " * 500 + "\n'''",
        "# " + "a." * 500 + '\nsummary = ""',
    ],
)
def test_full_stops_in_a_text_are_no_parts_of_a_key(text: str) -> None:
    assert build(text) == ()


@pytest.mark.parametrize("text", ['a = "' + '\\"' * 500_000, "a = '''" + "''a" * 300_000])
def test_a_string_without_an_end_is_looked_through_once(text: str) -> None:
    assert toml_bounds.too_much_in_text(text) == ""


def test_after_fifty_mistakes_the_others_are_counted() -> None:
    found = build(POSITION * 2000)

    assert len(found) == MOST_MISTAKES + 1
    assert found[-1].message == "1,950 more mistakes were not looked at."
    assert found[49].cell is not None
    assert found[49].cell.where() == "builds/mine.toml row 203, positions 50.quantity"


def test_roles_without_a_name_are_counted_alike() -> None:
    found = wishes("[[roles]]\nram_gb = 1\n" * 51)

    assert [each.line() for each in found[-2:]] == [
        "wishes.toml row 99, roles 50.name: The key name is missing. Required: name.",
        "wishes.toml: 1 more mistake was not looked at. Fix the 50 above first.",
    ]


def test_links_that_come_twice_are_counted_alike() -> None:
    _, found = read_network(('[[links]]\nlink = "ethernet"\nsource = "x"\n' * 100).encode())

    assert [each.code for each in found[:-1]] == ["network-twice"] * MOST_MISTAKES
    assert found[-1].message == "49 more mistakes were not looked at."


def test_the_command_line_answers_with_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "wishes.toml"
    file.write_text("nodes = 1e999999999\nbudget = 1e999999999\n[[must]]\nquantity = 1e999999999\n")
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_DATA, (400_000_000,) * 2);"
        "from planner.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )

    done = subprocess.run(
        [sys.executable, "-c", limited, "size", str(file)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert "'1e999999999' is not a whole number" in done.stderr
