"""Which parts a search means, and in which order."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.finding.parts_index import Match, finder
from planner.model.part_search import Ranked
from planner.model.parts import Part
from tests.engine.samples import part

PARTS: tuple[Part, ...] = (
    part("rpi-5-8gb", "board", name="Raspberry Pi 5 8 GB", maker="Raspberry Pi", ram_mb=8192),
    part("rpi-5-2gb", "board", name="Raspberry Pi 5 2 GB", maker="Raspberry Pi", ram_mb=2048),
    part("rpi-zero-w", "board", name="Raspberry Pi Zero W", maker="Raspberry Pi", nic_mbps=0,
         note="Five of them fit where one Raspberry Pi 5 does."),
    part("rpi-3bplus", "board", name="Raspberry Pi 3 Model B+", maker="Raspberry Pi"),
    part("rpi-500", "board", name="Raspberry Pi 500 (unit only)", ram_mb=8192),
    part("orangepi-5", "board", name="Orange Pi 5", maker="Xunlong", ram_mb=8192, nic_mbps=1000),
    part("rpi-cm4-1gb", "board", name="Raspberry Pi Compute Module 4 1 GB", cores=4),
    part("tl-sg108", "switch", name="TP-Link TL-SG108", maker="TP-Link", ports=8,
         speed_mbps=1000, poe_ports=0),
    part("sw-25", "switch", name="BrosTrend 8-port 2.5G switch", ports=8, speed_mbps=2500,
         poe_ports=8, sfp_ports=2),
    part("sd-32", "storage", name="SanDisk Ultra microSD 32 GB", slot="microSD", capacity_gb=32),
    part("pi5-case", "case", name="Case for a Raspberry Pi 5", maker="", shelves=1),
    part("psu", "charger", name="27 W USB-C supply", supply_w="27", ports=1),
    part("patch", "cable", name="Patch cable", length_m="0.5", carries="ethernet"),
    part("m2", "hat", name="M.2 HAT+", storage_slots="NVMe", stacks=True),
    part("poe", "poe", name="Splitter", kind="splitter", fits="USB-C boards"),
)  # fmt: skip
FIND = finder(PARTS)


def ordered(found: Ranked) -> list[str]:
    places = sorted(found.ranks, key=lambda place: (found.ranks[place], place))
    return [PARTS[place].part_number for place in places]


def best(search: str) -> list[str]:
    found = FIND(search)
    first = min(found.ranks.values(), default=0)
    return [
        PARTS[place].part_number for place in sorted(found.ranks) if found.ranks[place] == first
    ]


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("Raspberry Pi 5 8 GB", "rpi-5-8gb"),
        ("rpi 5 8gb", "rpi-5-8gb"),
        ("raspberrypi5 8GB", "rpi-5-8gb"),
        ("rpi-5-8gb", "rpi-5-8gb"),
        ("Raspberry Pi 5", "rpi-5-8gb rpi-5-2gb"),
        ("pi5", "rpi-5-8gb rpi-5-2gb"),
        ("PI 5", "rpi-5-8gb rpi-5-2gb"),
        ("raspberri pi 5", "rpi-5-8gb rpi-5-2gb"),
        ("rasberrypi5", "rpi-5-8gb rpi-5-2gb"),
        ("raspberry pi 3b+", "rpi-3bplus"),
        ("raspberry pi 3 model b plus", "rpi-3bplus"),
        ("raspberry pi 3b", "rpi-3bplus"),
        ("pi 500", "rpi-500"),
        ("orange pi", "orangepi-5"),
        ("oragne pi", "orangepi-5"),
        ("xunlong orange pi 5", "orangepi-5"),
        ("cm4", "rpi-cm4-1gb"),
        ("quad core", "rpi-cm4-1gb"),
        ("4 cores", "rpi-cm4-1gb"),
        ("1gb", "rpi-cm4-1gb"),
        ("tlsg108", "tl-sg108"),
        ("tl sg108", "tl-sg108"),
        ("1 Gb", "orangepi-5 tl-sg108"),
        ("gigabit switch", "tl-sg108"),
        ("1000 Mbit/s switch", "tl-sg108"),
        ("1,000 mbps switch", "tl-sg108"),
        ("2.5g", "sw-25"),
        ("2,5 gbe", "sw-25"),
        ("2500M", "sw-25"),
        ("2500 Mb", "sw-25"),
        ("2.5 switch", "sw-25"),
        ("poe switch", "sw-25"),
        ("swich sfp", "sw-25"),
        ("8 ports 2.5", "sw-25"),
        ("micro sd", "sd-32"),
        ("microsd 32", "sd-32"),
        ("0.032 TB", "sd-32"),
        ("32 GiB", "sd-32"),
        ("1024 MiB", "rpi-cm4-1gb"),
        ("27 watts", "psu"),
        ("0.5 m cable", "patch"),
        ("0.5m", "patch"),
        ("hats", "m2"),
        ("splitter usb c", "poe"),
        ("supplies", "psu"),
        ("patches", "patch"),
        ("pi modules", "rpi-cm4-1gb"),
    ],
)
def test_a_search_has_the_right_first_answers(search: str, first: str) -> None:
    assert best(search) == first.split()


def test_the_exact_name_comes_before_words_side_by_side_before_words_anywhere() -> None:
    ranks = FIND("raspberry pi 5").ranks
    by_number = {PARTS[place].part_number: rank for place, rank in ranks.items()}
    assert by_number == {
        "rpi-5-8gb": Match.VARIANT,
        "rpi-5-2gb": Match.VARIANT,
        "pi5-case": Match.ADJACENT,
        "rpi-zero-w": Match.NOTE,
    }
    assert FIND("gb 8 pi").ranks == {} or FIND("8gb pi 5").ranks[0] == Match.NAME


def test_what_is_about_to_be_typed_is_found_and_no_slip() -> None:
    found = FIND("rasp")
    assert set(ordered(found)) >= {"rpi-5-8gb", "rpi-zero-w"}
    assert (found.read_as, found.whole) == ("", True)


def test_a_slip_of_the_finger_is_told_and_comes_after_what_holds_the_words() -> None:
    found = FIND("ornage pi 5")
    assert (ordered(found), found.read_as) == (["orangepi-5"], "orange pi 5")
    assert min(found.ranks.values()) > max(Match)


def test_where_nothing_holds_all_words_those_come_that_hold_the_most() -> None:
    found = FIND("raspberry pi 5 64gb")
    assert not found.whole
    assert ordered(found)[:2] == ["rpi-5-8gb", "rpi-5-2gb"]
    assert ordered(FIND("zork quux")) == []
    assert ordered(FIND("zorkquux pi 77 99")) == []


def test_words_that_fit_differently_are_ranked_each_by_its_own() -> None:
    found = FIND("orange raspberry")
    assert not found.whole
    assert set(ordered(found)) >= {"orangepi-5", "rpi-5-8gb"}


@pytest.mark.parametrize("search", ["", "   ", "-- ?", "\u200b"])
def test_a_search_without_a_word_means_all(search: str) -> None:
    assert len(FIND(search).ranks) == len(PARTS)


@pytest.mark.parametrize(
    "search",
    ["x" * 100_000, "5 " * 5000, "8gb " * 300, "9" * 4000 + "gb", "+", "plus", "a+", "+++ +",
     "1/0",
     "½ ② 8", "(((((", "\x00", "nan", "-1", "1.2.3.4 gb",
     "8.5 ports", "1,2,3", "modules", "core", "cores"],
)  # fmt: skip
def test_nothing_that_is_typed_is_too_strange(search: str) -> None:
    found = FIND(search)
    assert set(found.ranks) <= set(range(len(PARTS)))


def test_an_empty_catalog_holds_nothing() -> None:
    assert finder(())("pi").ranks == {}


@given(st.sampled_from(PARTS))
def test_a_part_is_the_first_answer_to_its_own_name_and_number(wanted: Part) -> None:
    for search in (wanted.name, wanted.part_number, wanted.name.upper(), f"  {wanted.name}  "):
        place = PARTS.index(wanted)
        assert FIND(search).ranks[place] == Match.EXACT


@given(st.sampled_from(PARTS), st.data())
def test_one_slip_in_a_long_word_of_a_name_finds_the_part_still(
    wanted: Part, data: st.DataObject
) -> None:
    long = [word for word in wanted.name.split() if word.isalpha() and len(word) >= 6]
    if not long:
        return
    word = data.draw(st.sampled_from(long))
    at = data.draw(st.integers(1, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    slipped = wanted.name.replace(word, word[:at] + letter + word[at + 1 :])
    assert PARTS.index(wanted) in FIND(slipped).ranks


@given(st.text(max_size=40))
def test_a_better_rank_is_never_that_of_fewer_words(search: str) -> None:
    found = FIND(search)
    assert all(rank >= 0 for rank in found.ranks.values())
    if not found.whole:
        assert not any(rank <= max(Match) for rank in found.ranks.values())


@given(st.lists(st.sampled_from("raspberry pi 5 8gb switch poe gigabit".split()), min_size=1))
def test_a_further_word_never_finds_more_that_holds_all(words: list[str]) -> None:
    fewer, more = FIND(" ".join(words[:-1])), FIND(" ".join(words))
    if more.whole and fewer.whole:
        assert set(more.ranks) <= set(fewer.ranks)
