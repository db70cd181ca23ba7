"""The answer of one page: its proposals, what must be chosen, and what it has no price for."""

from collections.abc import Iterable, Sequence

from planner.io.prices._found import Found
from planner.io.prices._hints import other_size
from planner.io.prices._page import Page, shown, told
from planner.io.prices._proposal import availability_of, proposed, stock_told
from planner.model.findings import Finding
from planner.model.proposals import Ask, PageAnswer, Question

MOST_PROPOSALS = 250


def page_answer(
    page: Page,
    reader: str,
    found: Sequence[Found],
    *,
    product: str = "",
    several: Ask = Ask.VARIANT,
    further: Iterable[str] = (),
    findings: Iterable[Finding] = (),
) -> PageAnswer:
    """Return what a page proposes. `several` says what is chosen where there is more than one.

    `further` are addresses that have a price of their own. What has no price is told.
    """
    whole = [*page.findings, *findings]
    good = []
    for each in found:
        if not each.nothing:
            good.append(each)
            continue
        name = shown(f"{each.product} / {each.variant}" if each.variant else each.product)
        message = f"{name or page.address}: there is no price, because {each.nothing}."
        whole += [told("none", name, message), *each.findings]
        whole += stock_told(availability_of(each.availability), name)
    if len(good) > MOST_PROPOSALS:
        message = f"The page has {len(good)} prices; the first {MOST_PROPOSALS} are shown."
        whole.append(told("many", page.address, message, "Open the page of one item."))
    proposals = tuple(proposed(each, page, reader) for each in good[:MOST_PROPOSALS])
    more = tuple(dict.fromkeys(address for each in further if (address := page.full(each))))
    questions = []
    if len(proposals) > 1 or (proposals and more):
        what = "product" if several is Ask.PRODUCT else "variant"
        words = f"Which {what} is it?"
        if more:
            words += f" {len(more)} more have pages of their own."
        questions.append(
            Question(about=several, words=words, choices=tuple(each.name for each in proposals))
        )
    name = product or (good or [Found(product="")])[0].product
    for one in proposals:
        in_address, in_name = other_size(one.address, one.name)
        if in_address:
            message = f"{one.name}: its address says {in_address}, its name {in_name}."
            whole.append(told("address-differs", one.name, message, "Look at the page."))
    return PageAnswer(
        address=page.address,
        day=page.day,
        reader=reader,
        product=shown(name),
        proposals=proposals,
        questions=tuple(questions),
        further=more,
        findings=tuple(whole),
    )
