"""Look a part up at distributors that one has a key for: what is looked up is shown, and is gone.

Nothing of a look-up is put aside, not even for the next time the page is drawn. What a distributor
allows to keep goes the way of a page's prices instead.
"""

import streamlit as st

from planner.jobs.distributors import ask_distributor, with_keys
from planner.jobs.keep import seen_offers, shop_of
from planner.model.findings import PlannerError
from planner.model.kept_prices import PriceLine
from planner.model.lookups import MOST_WORDS, Lookup, LookupAnswer, LookupBy, LookupQuestion
from planner.model.money import Money
from planner.model.parts import Part
from planner.model.proposals import PageAnswer
from planner.ui.catalog import _price_lines as price_lines
from planner.ui.kit import widgets, wording
from planner.ui.kit.tables import Col, show_table
from planner.ui.visit import in_view, notices

_WORDS = {
    LookupBy.WORDS: "words in its name",
    LookupBy.MAKER: "manufacturer part number (MPN)",
    LookupBy.NUMBER: "distributor part number (SKU)",
}


def show_look_up(part: Part, *, tab: str) -> None:
    """Offer to look a part up where a key is set; `tab` is where prices to keep are shown."""
    there = with_keys(in_view.settings().distributor_keys)
    if not there:
        return
    number = part.part_number
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.text_input(
            "Look up",
            value=part.name[:MOST_WORDS],
            max_chars=MOST_WORDS,
            key=f"lookup-sought:{number}",
            width=320,
        )
        st.selectbox(
            "Search by",
            list(LookupBy),
            format_func=_WORDS.__getitem__,
            key=f"lookup-by:{number}",
            width=220,
        )
    asked = None
    with st.container(horizontal=True, gap="small"):
        for name, at in there.items():
            key, label = f"lookup:{name}:{number}", f"Look up at {at.title}"
            if at.terms.kept:
                st.button(label, key=key, on_click=_propose, args=(part, name, tab))
            elif st.button(label, key=key):
                asked = name
    notices.show_notice(at=_place(part))
    if asked is not None:
        with st.spinner(f"Asking {there[asked].title} …"):
            _show_answer(_answer(part, asked))


def _place(part: Part) -> str:
    return f"lookup:{part.part_number}"


def _answer(part: Part, at: str) -> LookupAnswer | PageAnswer | PlannerError:
    """Return what a distributor answers now, or why it does not."""
    settings, number = in_view.settings(), part.part_number
    sought = " ".join(str(st.session_state[f"lookup-sought:{number}"]).split())
    question = LookupQuestion(
        at=at,
        sought=sought or part.name[:MOST_WORDS],
        by=LookupBy(st.session_state[f"lookup-by:{number}"]),
        store=settings.element14_store,
        locale=settings.mouser_locale,
    )
    try:
        return ask_distributor(
            question,
            settings.distributor_keys,
            today=in_view.today_in_utc(),
            origin=settings.distributor_origin,
        )
    except PlannerError as error:
        return error


def _propose(part: Part, at: str, tab: str) -> None:
    """Put what may be kept among the prices to look at."""
    answer = _answer(part, at)
    if isinstance(answer, PlannerError):
        notices.notify(answer.finding, at=_place(part))
        return
    if not isinstance(answer, PageAnswer):
        return
    if not answer.proposals:
        notices.notify(answer.findings[0], at=_place(part))
        return
    shop = shop_of(in_view.workspace().catalog, answer.proposals[0].address)
    line = PriceLine(
        vendor=shop.vendor if shop else None,
        part_number=part.part_number,
        address=answer.proposals[0].address,
        proposals=answer.proposals,
        findings=answer.findings,
    )
    try:
        seen = seen_offers(in_view.settings().data, [shop.vendor] if shop else [])
    except PlannerError as error:
        notices.notify(error.finding, at=_place(part))
        return
    price_lines.begin((line,), seen)
    st.session_state["tab"] = tab


def _show_answer(answer: LookupAnswer | PageAnswer | PlannerError) -> None:
    if isinstance(answer, PlannerError):
        st.markdown(wording.beside(answer.finding))
    elif isinstance(answer, LookupAnswer):
        _show_found(answer)


def _show_found(answer: LookupAnswer) -> None:
    if answer.found:
        columns = [
            Col("Product"),
            Col("Unit price", figures=True),
            Col("Stock", figures=True),
            Col("Sold"),
            Col("Lead time, lifecycle"),
        ]
        show_table(columns, [_row(each) for each in answer.found], alt="What was looked up")
    for finding in answer.findings:
        widgets.show_beside(finding)
    more = answer.of is not None and answer.of > len(answer.found)
    of = f" The first {len(answer.found)} of {answer.of:,}." if more else ""
    told = (
        f"{answer.distributor} on {wording.day(answer.day)}: looked up and not stored; it "
        f"disappears as soon as you do anything else here.{of} {answer.terms.words}"
    )
    link = wording.source(answer.terms.address, "Terms")
    st.markdown(f"{wording.small(wording.plain(told))} {link}")


def _row(each: Lookup) -> list[str]:
    name = wording.plain(each.name or each.number)
    title = wording.source(each.address, each.name or each.number) if each.address else name
    numbers = ", ".join(filter(None, (each.maker, each.maker_number, each.number, each.packaging)))
    remarks = "; ".join(each.remarks)
    tax = {"yes": "tax included", "no": "without tax"}.get(each.tax_included, "tax not stated")
    least = f"at least {each.minimum:,}" if each.minimum else "MOQ not stated"
    multiple = f", in multiples of {each.multiple:,}" if each.multiple and each.multiple > 1 else ""
    return [
        "  \n".join(
            filter(None, (title, wording.small(wording.plain(numbers)), wording.plain(remarks)))
        ),
        "  \n".join([*_prices(each), wording.small(tax)]),
        wording.UNKNOWN if each.stock is None else f"{each.stock:,}",
        f"{least}{multiple}",
        wording.plain("; ".join(filter(None, (each.lead_time, each.lifecycle)))) or wording.UNKNOWN,
    ]


def _prices(each: Lookup) -> list[str]:
    told = []
    for level in each.breaks:
        if level.price is None:
            price = wording.UNKNOWN
        elif each.currency is None:
            price = f"{level.price:f}, currency not stated"
        else:
            price = wording.money(Money(level.price, each.currency))
        told.append(price if level.quantity == 1 else f"{price} from {level.quantity:,}")
    return told or [wording.UNKNOWN]
