"""The input of one question about a price, and what was typed into it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from planner.model.proposals import Ask, PriceProposal, Question, Said

# Which field of what a person said an input fills.
_FIELDS: Mapping[Ask, str] = {
    Ask.PRODUCT: "variant",
    Ask.VARIANT: "variant",
    Ask.PRICE: "amount",
    Ask.WHICH_PRICE: "amount",
    Ask.CURRENCY: "currency",
    Ask.TAX: "tax_included",
    Ask.PACK: "pack_size",
    Ask.CONDITION: "condition",
    Ask.VENDOR: "seller",
    Ask.DAY: "day",
    Ask.ADDRESS: "address",
}
_LABELS: Mapping[Ask, str] = {
    Ask.PRODUCT: "Which product",
    Ask.VARIANT: "Which variant",
    Ask.PRICE: "Price per pack",
    Ask.WHICH_PRICE: "Which price",
    Ask.CURRENCY: "Currency",
    Ask.TAX: "Tax is in this price",
    Ask.PACK: "Pack size",
    Ask.CONDITION: "Condition",
    Ask.VENDOR: "Who sells it",
    Ask.DAY: "Date of the page",
    Ask.ADDRESS: "Address of the page",
}
TAX = {"yes": "yes", "no": "no", "unknown": "not known"}
_CONDITIONS = {
    "new": "new",
    "refurbished": "refurbished",
    "used": "used",
    "unknown": "not known",
}


def place_of(key: str, about: Ask) -> str:
    """Return the key of the input of a question."""
    return f"{key}:{_FIELDS[about]}"


def ask(
    key: str, question: Question, proposal: PriceProposal, *, before: Said, shops: Sequence[str]
) -> None:
    """Show the input of a question; it begins with what was answered for the price kept before."""
    field = _FIELDS[question.about]
    label, place = _LABELS[question.about], place_of(key, question.about)
    start = getattr(before, field)
    if start is not None and place not in st.session_state:
        st.session_state[place] = str(start)
    if question.about is Ask.TAX:
        _choose(label, place, list(TAX), question, called=TAX)
    elif question.about is Ask.CONDITION:
        _choose(label, place, list(_CONDITIONS), question, called=_CONDITIONS)
    elif question.about is Ask.VENDOR:
        _choose(label, place, list(shops), question, width=280)
    elif field == "amount" and proposal.candidates:
        amounts = list(dict.fromkeys(map(str, proposal.candidates)))
        _choose(label, place, amounts, question, width=340, new=True)
    elif question.choices:
        _choose(label, place, list(question.choices), question, width=280, new=True)
    else:
        st.text_input(label, key=place, help=question.words, width=220)


def _choose(
    label: str,
    key: str,
    options: list[str],
    question: Question,
    *,
    called: Mapping[str, str] | None = None,
    width: int = 180,
    new: bool = False,
) -> None:
    names = called or {}
    st.selectbox(
        label,
        options,
        index=None,
        format_func=lambda each: names.get(each, each),
        key=key,
        placeholder="choose or type …" if new else "choose …",
        accept_new_options=new,
        help=question.words,
        width=width,
    )


def typed(key: str, proposal: PriceProposal) -> dict[str, str]:
    """Return what stands in the inputs of a proposal, by field."""
    amounts = {str(each): each for each in proposal.candidates}
    found = {}
    for field in dict.fromkeys(_FIELDS.values()):
        text = str(st.session_state.get(f"{key}:{field}") or "")
        if text:
            found[field] = text
    chosen = amounts.get(found.get("amount", ""))
    if chosen is not None:
        found["amount"] = f"{chosen.amount:f}"
        if chosen.currency is not None and proposal.currency is None:
            found.setdefault("currency", chosen.currency)
    return found
