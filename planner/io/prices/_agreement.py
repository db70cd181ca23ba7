"""Whether the sources of one page agree on its price: where they do not, a person must choose."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from planner.io.prices._html import STRUCK, Element
from planner.io.prices._page import Page
from planner.io.text.amounts import read_amount
from planner.model.proposals import Ask, Candidate, PageAnswer, PriceProposal, Question, TaxIncluded

_MOST_STRUCK = 300


def agreed(page: Page, best: PageAnswer, others: Sequence[PageAnswer]) -> PageAnswer:
    """Return the best answer of a page as the page's other sources leave it.

    An amount that another source contradicts is asked, unless the page itself strikes that other
    one through: then it is the former price. So is mine, where the page shows it as one beside a
    lower one. What only another source says of tax is taken.
    """
    if len(best.proposals) != 1:
        return best
    (mine,) = best.proposals
    if mine.amount is None:
        return best
    for other in (each.proposals[0] for each in others if len(each.proposals) == 1):
        if _contradicts(mine, other) and other.amount not in _struck(page):
            return best.model_copy(update={"proposals": (_asked(mine, other),)})
        mine = _with_tax(mine, other)
    if lower := _beside_the_former(page, mine):
        mine = _may_be_former(mine, lower)
    return best.model_copy(update={"proposals": (mine,)})


def _contradicts(mine: PriceProposal, other: PriceProposal) -> bool:
    same_currency = None in (mine.currency, other.currency) or mine.currency == other.currency
    if other.amount is None:
        # A range or several: it is enough that mine is among them.
        return False
    return not same_currency or other.amount != mine.amount


def _asked(mine: PriceProposal, other: PriceProposal) -> PriceProposal:
    candidates = tuple(
        Candidate(amount=each.amount, currency=each.currency, told=f"in its {each.reader}")
        for each in (mine, other)
        if each.amount is not None
    )
    question = Question(
        about=Ask.WHICH_PRICE,
        words=f"What does {mine.name} cost? The page says it twice, and differently.",
        choices=tuple(str(each) for each in candidates),
    )
    currency = mine.currency if mine.currency == other.currency else None
    questions = [question, *mine.questions]
    if currency is None and Ask.CURRENCY not in {each.about for each in questions}:
        words = f"In which currency is the price of {mine.name}? The page names two."
        questions.append(Question(about=Ask.CURRENCY, words=words))
    return mine.model_copy(
        update={
            "amount": None,
            "currency": currency,
            "candidates": candidates,
            "questions": tuple(questions),
        }
    )


def _with_tax(mine: PriceProposal, other: PriceProposal) -> PriceProposal:
    unknown = TaxIncluded.UNKNOWN
    if (
        mine.tax_included is not unknown
        or other.tax_included is unknown
        or other.amount != mine.amount
    ):
        return mine
    left = tuple(each for each in mine.questions if each.about is not Ask.TAX)
    told = {"tax_included": other.tax_included, "tax_from": other.tax_from, "questions": left}
    return mine.model_copy(update=told)


def _struck(page: Page) -> set[Decimal | None]:
    """Return the amounts that the page strikes through."""
    elements = page.root.inside() if page.root else ()
    struck = (e for e in elements if e.tag in STRUCK and e.parent and e.parent.tag not in STRUCK)
    texts = (each.text() for each in islice(struck, _MOST_STRUCK))
    return {read_amount(text, language=page.language).amount for text in texts} - {None}


# --- the former price ----------------------------------------------------------------------------

_FORMER = re.compile(
    r"(original|old|was|former|before|list|strike|crossed|uvp|msrp|rrp)[-_]?price\b|"
    r"\bprice[-_]{1,2}(old|was|original|before|strike|crossed|former|list)\b|line-?through|strike",
    re.IGNORECASE,
)
_STEPS_UP, _MOST_FORMER, _MOST_BESIDE = 3, 50, 100


def _beside_the_former(page: Page, mine: PriceProposal) -> list[Decimal]:
    """Return the lower amounts right beside mine where the page shows it as former, and only so."""
    elements = list(page.root.inside()) if page.root else []
    former = islice((each for each in elements if _is_former(each)), _MOST_FORMER)
    for element in former:
        if mine.amount is not None and _amount(element, page) == mine.amount:
            for outer in islice(element.above(), _STEPS_UP):
                lower = _lower(outer, page, mine.amount)
                if lower and not _is_shown(elements, page, mine.amount):
                    return lower
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


def _may_be_former(mine: PriceProposal, lower: Sequence[Decimal]) -> PriceProposal:
    told = [(mine.amount, "shown as a former price"), *((each, "beside it") for each in lower)]
    candidates = tuple(
        Candidate(amount=each, currency=mine.currency, told=what)
        for each, what in told
        if each is not None
    )
    question = Question(
        about=Ask.WHICH_PRICE,
        words=f"What does {mine.name} cost? Its data says what the page shows as a former price.",
        choices=tuple(str(each) for each in candidates),
    )
    return mine.model_copy(
        update={
            "amount": None,
            "candidates": candidates,
            "questions": (question, *mine.questions),
        }
    )
