"""Whether the sources of one page agree on its price: where they do not, a person must choose."""

from collections.abc import Sequence
from decimal import Decimal

from planner.io.prices._former import beside_the_former, struck
from planner.io.prices._page import Page
from planner.model.proposals import Ask, Candidate, PageAnswer, PriceProposal, Question, TaxIncluded


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
        if _contradicts(mine, other) and other.amount not in struck(page):
            return best.model_copy(update={"proposals": (_asked(mine, other),)})
        mine = _with_tax(mine, other)
    lower = beside_the_former(page, mine.amount) if mine.amount is not None else []
    if lower:
        mine = _may_be_former(mine, lower)
    return best.model_copy(update={"proposals": (mine,)})


def held_against(page: Page, reply: PageAnswer, there: PageAnswer) -> PageAnswer:
    """Return a shop's reply as the article's own page leaves it, variant by variant.

    Of a variant that both name by its number or SKU, or of the only one, two amounts are asked.
    """
    former = struck(page)
    held = []
    for mine in reply.proposals:
        same = [each for each in there.proposals if _is_same(mine, each)]
        if len(reply.proposals) == len(there.proposals) == 1:
            same = list(there.proposals)
        other = next(iter(same), None)
        known = other is not None and mine.amount is not None and other.amount not in former
        if other is not None and known and _contradicts(mine, other):
            held.append(_asked(mine, other))
        else:
            held.append(mine if other is None else _with_tax(mine, other))
    return reply.model_copy(update={"proposals": tuple(held)})


def _is_same(mine: PriceProposal, other: PriceProposal) -> bool:
    number = bool(mine.variant_id) and f"variant={mine.variant_id}" in other.address
    return number or bool(mine.sku and mine.sku == other.sku)


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
