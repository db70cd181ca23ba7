"""How sources are written: links named after their site, and words as they are."""

import pytest

from planner.ui.kit import wording


def test_an_address_is_a_link_named_after_its_site_or_its_vendor() -> None:
    assert wording.source("https://www.ikarus.sg/a") == "[ikarus.sg](https://www.ikarus.sg/a)"
    assert wording.source("https://a.sg/b", "Shop A") == "[Shop A](https://a.sg/b)"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("(https://a.org/x).", "\\([a.org](https://a.org/x)\\)."),
        ("2 W (https://a.org/x/21), HPL", "2 W \\([a.org](https://a.org/x/21)\\), HPL"),
        ("see https://a.org/Foo_(bar), too", "see [a.org](https://a.org/Foo_%28bar%29), too"),
        ("http://[ x", "http://\\[ x"),
    ],
)
def test_brackets_and_commas_about_an_address_are_no_part_of_it(text: str, written: str) -> None:
    assert wording.source(text) == written


def test_an_address_among_words_is_a_link_and_the_words_stay() -> None:
    assert wording.source("see https://a.sg/b of 2020") == "see [a.sg](https://a.sg/b) of 2020"
    assert wording.source_pieces("see https://a.sg/b") == [
        ("see", ""),
        ("a.sg", "https://a.sg/b"),
    ]


@pytest.mark.parametrize("text", ["https://", "http://[", "http:///path", "ftp://a.sg", "a *b*"])
def test_what_leads_nowhere_is_text(text: str) -> None:
    assert wording.source_pieces(text) == [(word, "") for word in text.split()]
    assert "](" not in wording.source(text)


def test_an_address_in_a_text_keeps_its_underscores_and_nothing_else_becomes_markup() -> None:
    told = wording.plain("_See_ https://wiki.example.com/power_supply_battery/x, *or* https://_a_")

    assert "https://wiki.example.com/power_supply_battery/x," in told
    assert told.startswith("\\_See\\_ ")
    assert told.endswith("\\*or\\* https://\\_a\\_")
