"""Which amounts a page shows as former prices: struck through, or of a class that says so."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from planner.io.prices._html import STRUCK, Element
from planner.io.prices._page import Page
from planner.io.text.amounts import read_amount

_MOST_STRUCK = 300
# How shops call the class of a former price.
_FORMER = re.compile(
    r"(original|old|was|former|before|list|strike|crossed|uvp|msrp|rrp)[-_]?price\b|"
    r"\bprice[-_]{1,2}(old|was|original|before|strike|crossed|former|list)\b|line-?through|strike",
    re.IGNORECASE,
)
_STEPS_UP, _MOST_FORMER, _MOST_BESIDE = 3, 50, 100


def struck(page: Page) -> set[Decimal | None]:
    """Return the amounts that the page strikes through."""
    elements = page.root.inside() if page.root else ()
    crossed = (e for e in elements if e.tag in STRUCK and e.parent and e.parent.tag not in STRUCK)
    texts = (each.text() for each in islice(crossed, _MOST_STRUCK))
    return {read_amount(text, language=page.language).amount for text in texts} - {None}


def beside_the_former(page: Page, amount: Decimal) -> list[Decimal]:
    """Return the lower amounts beside an amount that the page shows as former, and only so."""
    elements = list(page.root.inside()) if page.root else []
    former = islice((each for each in elements if _is_former(each)), _MOST_FORMER)
    for element in former:
        if _amount(element, page) == amount:
            for outer in islice(element.above(), _STEPS_UP):
                if lower := _lower(outer, page, amount):
                    return [] if _is_shown(elements, page, amount) else lower
    return []


def _is_shown(elements: Sequence[Element], page: Page, amount: Decimal) -> bool:
    """Tell whether an amount stands anywhere on a page as a price of now."""
    return any(
        _is_leaf(each)
        and _amount(each, page) == amount
        and not any(_is_former(up) for up in (each, *islice(each.above(), _STEPS_UP)))
        for each in elements
    )


def _is_leaf(element: Element) -> bool:
    """Tell whether an element holds a short text and nothing else."""
    only = element.children
    return 0 < len(only) < 4 and all(isinstance(each, str) and len(each) < 40 for each in only)


def _is_former(element: Element) -> bool:
    return element.tag in STRUCK or bool(_FORMER.search(element.get("class")))


def _lower(outer: Element, page: Page, amount: Decimal) -> list[Decimal]:
    """Return the amounts in an element that are lower, and are not shown as former ones."""
    found = []
    for each in islice(outer.inside(), _MOST_BESIDE):
        inside = (each, *islice(each.above(), _STEPS_UP))
        former = any(_is_former(up) for up in inside if up is not outer)
        if _is_leaf(each) and not former:
            read = _amount(each, page)
            if read is not None and read < amount and _has_cents_or_sign(each):
                found.append(read)
    return sorted(set(found))


def _amount(element: Element, page: Page) -> Decimal | None:
    return read_amount(element.text(), language=page.language).amount


def _has_cents_or_sign(element: Element) -> bool:
    """Tell whether a number in a page looks like a price: a count of stars does not."""
    text = element.text()
    return bool(re.search(r"\d[.,]\d\d(?!\d)", text)) or not text.strip(" .,-").isdigit()
