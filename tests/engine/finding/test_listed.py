"""Which part a line of somebody's list is, and which it may be."""

from decimal import Decimal

import pytest

from planner.engine.finding.listed import line_matcher
from planner.model.bill_matching import MatchBasis
from planner.model.bill_reading import ReadLine
from tests.engine.samples import offer, part

PARTS = (
    part("tl-sg108", "switch", name="TL-SG108", maker="TP-Link", ports=8, speed_mbps=1000),
    part("tl-sg105", "switch", name="TL-SG105", maker="TP-Link", ports=5, speed_mbps=1000),
    part("rpi-5-8gb", "board", name="Raspberry Pi 5 8 GB", maker="Raspberry Pi"),
    part("rpi-5-4gb", "board", name="Raspberry Pi 5 4 GB", maker="Raspberry Pi"),
    part("patch", "cable", name="Patch cable", carries="ethernet", length_m="0.5"),
    part("lead", "cable", name="Patch cable", carries="ethernet", length_m="1"),
)
OFFERS = (
    offer("rpi-5-8gb", "80 USD", maker_number="SC1112", sku="2648-SC1112-ND"),
    offer("rpi-5-8gb", "82 USD", vendor="other", article_number="B0CK2FCG1K"),
    offer("patch", "2 USD", sku="777"),
    offer("lead", "3 USD", sku="777"),
)
MATCH = line_matcher(PARTS, OFFERS)


def line(name: str, **facts: str) -> ReadLine:
    return ReadLine(row=2, name=name, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("listed", "number", "basis"),
    [
        (line("a switch", part_number="TL-SG108"), "tl-sg108", MatchBasis.PART_NUMBER),
        (line("tl sg108"), "tl-sg108", MatchBasis.PART_NUMBER),
        (line("a board", part_number="sc1112"), "rpi-5-8gb", MatchBasis.MAKER_NUMBER),
        (line("2648-SC1112-ND"), "rpi-5-8gb", MatchBasis.SHOP_NUMBER),
        (line("x", part_number="B0CK2FCG1K"), "rpi-5-8gb", MatchBasis.SHOP_NUMBER),
        (line("raspberry pi 5 8GB"), "rpi-5-8gb", MatchBasis.NAME),
    ],
)
def test_a_number_or_the_whole_name_is_certain(
    listed: ReadLine, number: str, basis: MatchBasis
) -> None:
    found = MATCH(listed, None)

    assert (found.part_number, found.basis, found.candidates) == (number, basis, ())


@pytest.mark.parametrize("listed", [line("Patch cable"), line("a cable", part_number="777")])
def test_what_two_parts_bear_decides_nothing(listed: ReadLine) -> None:
    found = MATCH(listed, None)

    assert found.part_number is None
    assert {each.part_number for each in found.candidates} == {"patch", "lead"}


def test_a_name_that_resembles_others_is_told_with_scores_and_never_taken() -> None:
    found = MATCH(line("Raspberry Pi 5 Model B 8GB board"), None)

    assert (found.part_number, found.basis) == (None, MatchBasis.NONE)
    assert [each.part_number for each in found.candidates] == ["rpi-5-8gb", "rpi-5-4gb"]
    best, second = (each.score for each in found.candidates)
    assert Decimal(1) > best > second > 0


def test_a_line_like_no_part_has_no_candidates() -> None:
    assert MATCH(line("garden hose"), None).candidates == ()


def test_what_a_person_says_counts_before_everything() -> None:
    found = MATCH(line("TL-SG108"), "tl-sg105")

    assert (found.part_number, found.basis) == ("tl-sg105", MatchBasis.CHOSEN)


def test_a_word_of_thousands_of_parts_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.engine.finding.listed._TOO_COMMON", 1)

    assert MATCH(line("patch cord"), None).candidates == ()


def test_an_empty_catalog_knows_no_line() -> None:
    found = line_matcher(())(line("Patch cable"), None)

    assert (found.part_number, found.candidates) == (None, ())


def test_a_person_may_say_that_a_line_is_none_of_the_parts_and_sees_what_else_it_may_be() -> None:
    own = MATCH(line("Raspberry Pi 5 8 GB"), "")
    taken = MATCH(line("Raspberry Pi 5 8 GB"), "patch")

    assert (own.part_number, own.basis, own.category) == (None, MatchBasis.CHOSEN, "board")
    assert own.candidates[0].part_number == "rpi-5-8gb"
    assert (taken.part_number, taken.category) == ("patch", None)
    assert taken.candidates == own.candidates
