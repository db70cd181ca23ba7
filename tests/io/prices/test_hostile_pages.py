"""Pages made to hold a reader, or broken at random: they end soon and give no price."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.prices import prices_in
from planner.io.prices._html import read_html
from planner.model.findings import PlannerError
from planner.model.proposals import PageAnswer
from tests.io.prices.pages import FOLDER, answer

PIECES = {
    "open brackets": "<", "open tags": "<a ", "comments": "<!--", "data": "<![CDATA[",
    "ends": "</x>",
    "entities": "&#9999999999", "attributes": "<a b=c ", "quotes": "<a b='",
    "slashes": "<a " + "/ " * 99,
    "depth": "<div>", "scripts": "<script>", "struck": "<s>", "headings": "<h1>",
    "rows": "<tr><td>",
    "things": '<i itemscope itemtype="https://schema.org/Offer" itemprop=offers>',
    "prices": "<b itemprop=price>1",
    "blanks": "<a" + " " * 999, "spaces": "pack" + " " * 999,
}  # fmt: skip


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_page_of_one_piece_over_and_over_ends_soon(piece: str) -> None:
    top = '<html><title>x</title><div itemscope itemtype="https://schema.org/Product">'
    content = (top + piece * (400_000 // len(piece))).encode()
    start = time.monotonic()

    with suppress(PlannerError):
        assert prices_in("page.html", content).proposals == ()
    assert time.monotonic() - start < 8


def test_what_stands_in_what_is_kept_whatever_is_wrong() -> None:
    page = read_html("<div><p>a<p>b</x></div><li>c<li>d<br>e<td>f</tr></li>g <s>h</s>")

    assert page.text() == "a b c d e f g h"
    assert page.text(struck=False) == "a b c d e f g"


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("<a b=c d='e' f=\"g\" h>", {"b": "c", "d": "e", "f": "g", "h": ""}),
        ("<a b = c/>", {"b": "c/"}),
        ("<a =b>", {"b": ""}),
        ("<a b=c b=d>", {"b": "c"}),
        ("<a B='&amp;'>", {"b": "&"}),
        ("<a\nb\n=\n'c'\n>", {"b": "c"}),
    ],
)
def test_attributes_are_read_as_browsers_do(text: str, attributes: dict[str, str]) -> None:
    (element,) = read_html(text).inside()

    assert element.attributes == attributes


PAGES = [path.read_bytes() for path in sorted(FOLDER.glob("*")) if path.name != "expected.json"]


@given(
    st.sampled_from(PAGES),
    st.lists(
        st.tuples(st.integers(0, 5000), st.integers(0, 80), st.binary(max_size=20)), max_size=6
    ),
)
def test_a_page_that_is_damaged_at_random_never_breaks_the_reader(
    content: bytes, cuts: list[tuple[int, int, bytes]]
) -> None:
    for start, length, put in cuts:
        content = content[:start] + put + content[start + length :]

    try:
        found = answer(content)
    except PlannerError:
        return
    # Whatever it is, it is a record that reads back.
    assert PageAnswer.model_validate_json(found.model_dump_json()) == found
    assert all(each.amount is None or each.amount > 0 for each in found.proposals)
