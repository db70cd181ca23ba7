"""Whether the sources of one page agree on its price: where they do not, a person must choose."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from planner.io.prices._html import STRUCK
from planner.io.prices._page import Page
from planner.io.text.amounts import read_amount
from planner.model.proposals import Ask, Candidate, PageAnswer, PriceProposal, Question, TaxIncluded

_MOST_STRUCK = 300


def agreed(page: Page, best: PageAnswer, others: Sequence[PageAnswer]) -> PageAnswer:
    """Return the best answer of a page as the page's other sources leave it.

    An amount that another source contradicts is asked, unless the page itself strikes that other
    one through: then it is the former price. What only another source says of tax is taken.
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
