"""The questions that a list leaves open, each with the readings there are."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from planner.model.bill_matching import ReadBill
from planner.model.bill_reading import Asked
from planner.model.money import CURRENCIES
from planner.ui.bring.brought import bring, brought
from planner.ui.kit import wording

_FIELDS = {
    "name": "Name",
    "quantity": "Quantity",
    "unit_price": "Unit price",
    "line_total": "Line total",
}
_AS_FOUND = "as found"
_MOST_LINES = 25


def ask_questions(asked: Sequence[Asked]) -> None:
    """Ask what the file does not say; what fits it is named, and an answer stays changeable."""
    proposed = [each for each in asked if each.is_open and each.proposed]
    if proposed:
        st.button(
            "Accept what fits the file",
            icon=":material/done_all:",
            key="accept-proposed",
            help=f"Answers {wording.counted(len(proposed), 'question', 'questions')} with the "
            "reading that makes the file's own numbers come right.",
            on_click=_accept,
            args=(tuple((each.key, each.proposed) for each in proposed),),
        )
    for each in asked:
        with st.container(border=True, key=f"asked-{each.key}"):
            st.markdown(wording.plain(each.text))
            if each.key == "currency":
                codes = [choice.key for choice in each.choices] or sorted(CURRENCIES)
                _choose(each, {code: code for code in codes})
            elif each.choices:
                _choose(each, {choice.key: choice.text for choice in each.choices})
            if not each.is_closed and each.key != "currency":
                _write(each)


def _accept(proposed: Sequence[tuple[str, str]]) -> None:
    for key, answer in proposed:
        there = brought()
        if there is not None:
            bring(there.saying(key, answer))


def _choose(asked: Asked, texts: dict[str, str]) -> None:
    options = list(texts)
    proposed = f" (fits the file: {texts[asked.proposed]})" if asked.proposed in texts else ""
    st.selectbox(
        "Answer",
        options,
        index=options.index(asked.answered) if asked.answered in options else None,
        format_func=lambda key: texts[key],
        placeholder=f"Choose{proposed}",
        key=f"answer-{asked.key}",
        label_visibility="collapsed",
        on_change=_answer,
        args=(asked.key, f"answer-{asked.key}"),
    )


def _write(asked: Asked) -> None:
    st.text_input(
        "Or another",
        key=f"written-{asked.key}",
        placeholder="Or write it",
        label_visibility="collapsed",
        on_change=_answer,
        args=(asked.key, f"written-{asked.key}"),
    )


def _answer(key: str, widget: str) -> None:
    there = brought()
    if there is not None:
        bring(there.saying(key, str(st.session_state.get(widget) or "").strip()))


def ask_columns(bill: ReadBill) -> None:
    """Offer other columns than were found."""
    table = bill.reading.tables[0]
    found, headings = dict(table.columns), dict(table.headings)
    names = sorted({*headings, *found.values()}, key=lambda each: (len(each), each))
    there = brought()
    chosen = {} if there is None else dict(there.columns)
    with st.expander("Columns", icon=":material/view_column:"):
        for field, label in _FIELDS.items():
            options = [_AS_FOUND, *names]
            st.selectbox(
                label,
                options,
                index=options.index(chosen[field]) if chosen.get(field) in options else 0,
                format_func=partial(_column_text, found=found.get(field, ""), headings=headings),
                key=f"column-{field}",
                on_change=_take_column,
                args=(field,),
            )


def _column_text(column: str, found: str, headings: dict[str, str]) -> str:
    if column == _AS_FOUND:
        heading = headings.get(found, "")
        return f"As found: {heading or found or 'none'}"
    return f"{column}: {headings.get(column, '')}".rstrip(": ")


def _take_column(field: str) -> None:
    there, column = brought(), st.session_state.get(f"column-{field}")
    if there is not None:
        bring(there.with_column(field, "" if column in (None, _AS_FOUND) else str(column)))


def ask_matches(bill: ReadBill) -> None:
    """Offer the parts that lines may be; a line is never taken for one by itself."""
    alike = [
        (place, match)
        for place, match in enumerate(bill.matches)
        if match.candidates or match.basis == "chosen"
    ]
    if not alike:
        return
    st.markdown("### Are these parts of the catalog?")
    there = brought()
    chosen = {} if there is None else dict(there.parts)
    for place, match in alike[:_MOST_LINES]:
        names = {each.part_number: f"{each.name} ({each.score * 100:.0f} % alike)"
                 for each in match.candidates}  # fmt: skip
        if place in chosen:
            names.setdefault(chosen[place], chosen[place])
        options = ["", *names]
        st.selectbox(
            wording.plain(bill.reading.lines[place].name),
            options,
            index=options.index(chosen.get(place, "")),
            format_func=partial(_part_text, names=names),
            key=f"part-{place}",
            on_change=_take_part,
            args=(place,),
        )
    if len(alike) > _MOST_LINES:
        st.caption(f"{len(alike) - _MOST_LINES} more lines stay parts of your own.")


def _part_text(number: str, names: dict[str, str]) -> str:
    return names.get(number, "No: a part of my own")


def _take_part(place: int) -> None:
    there = brought()
    if there is not None:
        bring(there.with_part(place, str(st.session_state.get(f"part-{place}") or "")))
