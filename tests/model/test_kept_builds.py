"""The name of a kept build: made of its title, and never one that is taken."""

import pytest

from planner.model.kept_builds import LONGEST_NAME, Done, KeptBuild, name_for


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kraken", "kraken"),
        ("  Lab: 8 × Pi 5 (PoE)! ", "lab-8-pi-5-poe"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本", "build"),
        ("", "build"),
    ],
)
def test_a_title_becomes_a_name_of_small_letters_digits_and_dashes(title: str, name: str) -> None:
    assert name_for(title, ()) == name


def test_a_name_that_is_taken_gets_the_next_number() -> None:
    assert name_for("Kraken", {"kraken"}) == "kraken-2"
    assert name_for("Kraken", {"kraken", "kraken-2", "kraken-3"}) == "kraken-4"
    assert name_for("Kraken", {"kraken-2", "octopi"}) == "kraken"


def test_a_long_title_leaves_room_for_a_number_and_ends_in_no_dash() -> None:
    title = "a" * (LONGEST_NAME - 7) + " more words"
    name = name_for(title, {"a" * (LONGEST_NAME - 7)})

    assert name == "a" * (LONGEST_NAME - 7) + "-2"
    assert len(name) <= LONGEST_NAME


def test_a_build_that_is_gone_has_no_mark_and_what_was_never_there_no_copy() -> None:
    gone = KeptBuild("own", "kraken", "Kraken", Done.REMOVED, "builds/kraken.toml")
    assert (gone.mark, gone.copy, gone.done.value) == ("", "", "removed")
