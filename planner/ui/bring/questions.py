"""The questions about a whole list, each with the readings there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import streamlit as st

from planner.jobs.list_previews import is_of_one_row
from planner.model.bill_matching import ReadBill
from planner.model.bill_preview import PreviewTable
from planner.model.bill_reading import UNKNOWN, Asked, BillReading
from planner.model.money import CURRENCIES, Money
from planner.ui.bring.brought import brought, say
from planner.ui.kit import wording
from planner.ui.kit.widgets import feed

# More rows than this that raise the same question can be answered alike.
_MANY = 3
# So wide that a question stands in two or three lines.
_CARD = 320
_MOST_OF_ROWS = 20
_SEVERAL = frozenset({"tables", "sections"})


def offer_accept(reading: BillReading) -> None:
    """Offer to answer what is open with the reading that makes the file's own numbers right."""
    proposed = [each for each in reading.asked if each.is_open and each.proposed]
    if proposed:
        st.button(
            f"Accept {wording.counted(len(proposed), 'proposed answer', 'proposed answers')}",
            icon=":material/done_all:",
            key="accept-proposed",
            help="Each is the reading with which the file's own numbers add up.",
            on_click=_accept,
            args=(tuple((each.key, each.proposed) for each in proposed),),
        )


def _accept(proposed: Sequence[tuple[str, str]]) -> None:
    there = brought()
    if there is not None:
        say(there.saying(*proposed))


def show_not_taken(answers: Sequence[str]) -> None:
    """Say which answers answer nothing."""
    for answer in answers[:_MANY]:
        st.warning(
            f"“{wording.plain(answer[:60])}” is no answer here. Write a number, such as 2 or 2.50.",
            icon=":material/warning:",
        )


def ask_questions(bill: ReadBill, tables: Sequence[PreviewTable]) -> None:
    """Ask what the file does not say; an answer stays changeable.

    What is asked of a row that the tables show is asked there.
    """
    reading = bill.reading
    there = {each.key for table in tables for row in table.rows for each in row.asked}
    alike = _alike(reading.asked)
    rest = [each for each in reading.asked if is_of_one_row(each) and each.key not in there]
    rest.sort(key=lambda each: not each.is_open)
    whole = [each for each in reading.asked if not is_of_one_row(each)] + rest[:_MOST_OF_ROWS]
    in_rows = sum(each.key in there and each.is_open for each in reading.asked)
    if not (whole or in_rows):
        return
    st.markdown("## Questions")
    if in_rows:
        told = "1 question is beside its row below."
        if in_rows > 1:
            told = f"{in_rows:,} questions are beside their rows below."
        st.markdown(told)
    with st.grid(2, min_column_width=_CARD):
        for each in whole:
            _ask(each, reading, bill)
        for stem, those in alike.items():
            _ask_alike(stem, those)
    if len(rest) > _MOST_OF_ROWS:
        one, several = "more question about a row follows", "more questions about rows follow"
        told = wording.counted(len(rest) - _MOST_OF_ROWS, one, several)
        st.markdown(f"{told} once these are answered.")


def _ask(asked: Asked, reading: BillReading, bill: ReadBill) -> None:
    with st.container(border=True, key=f"asked-{asked.key}"):
        table = f"{asked.table}: " if "!" in asked.key and asked.table else ""
        st.markdown(wording.plain(f"{table}{asked.text}"))
        if asked.key in _SEVERAL:
            _choose_several(asked, reading)
        elif asked.key == "currency":
            codes = [choice.key for choice in asked.choices] or sorted(CURRENCIES)
            _choose(asked, {code: code for code in codes})
        elif asked.choices:
            _choose(asked, {choice.key: wording.plain(choice.text) for choice in asked.choices})
        if not asked.is_closed and asked.key != "currency" and asked.key not in _SEVERAL:
            _write(asked)
        kept = bill.remembered
        if kept is not None and asked.key in dict(kept.answers):
            st.markdown(wording.small(f"As you answered on {wording.day(kept.on)}."))


def _choose(asked: Asked, texts: dict[str, str]) -> None:
    proposed = f" (fits the file: {texts[asked.proposed]})" if asked.proposed in texts else ""
    st.selectbox(
        wording.plain(asked.text),
        list(texts),
        format_func=lambda key: texts[key],
        placeholder=f"Choose{proposed}",
        key=feed(f"answer-{asked.key}", asked.answered if asked.answered in texts else None),
        index=None,
        label_visibility="collapsed",
        on_change=_answer,
        args=(asked.key, f"answer-{asked.key}"),
    )


def _write(asked: Asked) -> None:
    chosen = asked.answered in {choice.key for choice in asked.choices}
    st.text_input(
        f"{wording.plain(asked.text)} Written answer",
        key=feed(f"written-{asked.key}", "" if chosen else asked.answered),
        placeholder="Or write it" if asked.choices else "Write it",
        max_chars=200,
        label_visibility="collapsed",
        on_change=_answer,
        args=(asked.key, f"written-{asked.key}"),
    )


def _answer(key: str, widget: str) -> None:
    there = brought()
    if there is not None:
        say(there.saying((key, str(st.session_state.get(widget) or "").strip())))


# --- which tables --------------------------------------------------------------------------------


def _choose_several(asked: Asked, reading: BillReading) -> None:
    """Let a person choose which tables or sections count, each with what speaks for it."""
    names = [choice.key for choice in asked.choices if choice.key != "all"]
    facts = _facts(reading) if asked.key == "tables" else {}
    chosen = [name for name in names if asked.answered == "all" or name in _names(asked.answered)]
    st.multiselect(
        wording.plain(asked.text),
        names,
        format_func=lambda name: wording.plain(f"{name}{facts.get(name, '')}"),
        placeholder="Choose those that belong to the bill",
        key=feed(f"answer-{asked.key}", chosen),
        label_visibility="collapsed",
        on_change=_answer_several,
        args=(asked.key, f"answer-{asked.key}", tuple(names)),
    )
    for name in names:
        if name in facts:
            st.markdown(wording.small(wording.plain(f"{name}{facts[name]}")))
    if asked.answered != "all":
        st.button(
            "All of them",
            key=f"all-of-{asked.key}",
            on_click=_accept,
            args=(((asked.key, "all"),),),
        )


def _names(answered: str) -> list[str]:
    return [answered, *(each.strip() for each in answered.split(";"))]


def _answer_several(key: str, widget: str, names: tuple[str, ...]) -> None:
    there = brought()
    chosen = list(st.session_state.get(widget) or ())
    if there is not None:
        all_of_them = len(chosen) == len(names)
        say(there.saying((key, "all" if all_of_them else ";".join(chosen))))


def _facts(reading: BillReading) -> dict[str, str]:
    """Return of each table how many lines it has, what they come to, and whether its sum fits."""
    lines: dict[str, int] = defaultdict(int)
    hidden: dict[str, bool] = defaultdict(lambda: True)
    sums: dict[str, dict[str, Money | None]] = defaultdict(dict)
    for line in reading.lines:
        name = line.group or ""
        lines[name] += 1
        hidden[name] = hidden[name] and line.hidden
        code = line.currency or UNKNOWN
        if line.value is not None and line.currency is not None:
            known = sums[name].get(code)
            more = Money(line.value, line.currency)
            sums[name][code] = more if known is None else known + more
    wrong = {each.where for each in reading.disagreements}
    fits: dict[str, bool] = {}
    for each in reading.stated_totals:
        if each.group:
            fits[each.group] = fits.get(each.group, True) and each.where not in wrong
    return {
        name: _fact(count, sums[name], fits.get(name), hidden=hidden[name])
        for name, count in lines.items()
    }


def _fact(count: int, sums: Mapping[str, Money | None], fits: bool | None, *, hidden: bool) -> str:
    told = [wording.counted(count, "line", "lines")]
    told += [str(each.rounded()) for each in sums.values() if each is not None]
    if fits is not None:
        told.append("its sums add up" if fits else "its sums do not add up")
    if hidden:
        told.append("hidden in the file")
    return f": {', '.join(told)}"


# --- many rows alike -----------------------------------------------------------------------------


def _alike(asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    """Return questions about single rows that have the same answers, where there are many."""
    found: dict[tuple[str, tuple[str, ...]], list[Asked]] = defaultdict(list)
    for each in asked:
        if is_of_one_row(each) and each.is_closed:
            keys = tuple(choice.key for choice in each.choices)
            found[each.key.rpartition("-")[0], keys].append(each)
    return {
        f"{stem}-{'-'.join(keys)}": those
        for (stem, keys), those in found.items()
        if len(those) > _MANY
    }


def _ask_alike(stem: str, those: Sequence[Asked]) -> None:
    texts = {choice.key: wording.plain(choice.text) for choice in those[0].choices}
    answers = {each.answered for each in those}
    answer = answers.pop() if len(answers) == 1 else ""
    rows = [each.rows[0] for each in those]
    with st.container(border=True, key=f"asked-all-{stem}"):
        label = f"{len(rows):,} rows ask this, such as row {rows[0]}: {those[0].text}"
        st.markdown(wording.plain(label))
        st.selectbox(
            wording.plain(label),
            list(texts),
            format_func=lambda key: texts[key],
            placeholder="One answer for all of them",
            key=feed(f"answer-all-{stem}", answer if answer in texts else None),
            index=None,
            label_visibility="collapsed",
            on_change=_answer_alike,
            args=(tuple(each.key for each in those), f"answer-all-{stem}"),
        )


def _answer_alike(keys: Sequence[str], widget: str) -> None:
    there, answer = brought(), str(st.session_state.get(widget) or "")
    if there is not None:
        say(there.saying(*((key, answer) for key in keys)))
