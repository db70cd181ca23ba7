"""The lines of a bill as one element of the page: what stands in them, and what is asked of them.

One element, because with each change a browser looks through all elements of a page anew: with
four for each line a new total takes half as long again to be seen. It is a list with inputs and
buttons of the browser's own. Text is written as text, so nothing in a catalog becomes markup.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from planner.engine.planning.edit import MAX_QUANTITY
from planner.engine.reporting.spares import spares_in_words
from planner.io.text.visible import visible
from planner.model.bom import CostedBom, CostedLine
from planner.model.build import CountBasis
from planner.model.kit_bill import KitBill, KitCost, KitPart
from planner.model.money import Money
from planner.model.offers import Basis
from planner.model.parts import CATEGORY_TITLES
from planner.ui.kit import wording
from planner.ui.plan import _kit_rows as kits
from planner.ui.visit import costs, in_view

_KEY, _SEEN = "bill-rows", "bill-rows-seen"
_LAST = 2**53 - 1
# So many lines are easier to find by what they are.
_LONG = 10
# Each row is a dozen elements: beyond so many a browser is busy for a minute.
_MOST_AT_ONCE, _PAGE = 400, 200
_SHOWN = "bill-rows-shown"
# A line and the key of its row.
Keyed = tuple[CostedLine, str]
_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "bill_rows.js").read_text(encoding="utf-8")
_STYLE = (_HERE / "bill_rows.css").read_text(encoding="utf-8")


def show_rows(
    name: str, bom: CostedBom, *, on_edit: Callable[[str], None], on_open: Callable[[str], None]
) -> None:
    """Show every line and charge of a bill; the callbacks are told the build, and ask what is new.

    Those paid for and replaced come last. A long bill is in groups: lines of one category together.
    """
    keyed, rest = ([], 0) if costs.kits(name) is not None else _on_page(name, bom)
    mount = st.components.v2.component("bill_rows", js=_SCRIPT, css=_STYLE)
    bill = costs.kits(name)
    charges = [
        {"label": visible(charge.charge.label), "amount": _money(charge.amount)}
        for charge in bom.charges
    ]
    mount(
        key=_KEY,
        data={
            "seen": st.session_state.get(_SEEN, 0),
            "lines": _rows(bom, keyed) if bill is None else _rows_by_kit(name, bom, bill),
            "charges": charges if bill is None else [*_of_no_kit(bill, bom), *charges],
            "unfolded": kits.unfolded(name, bill),
        },
        on_edit_change=lambda: on_edit(name),
        on_open_change=lambda: on_open(name),
        on_fold_change=lambda: kits.keep_unfolded(name, st.session_state[_KEY].fold),
    )
    if rest:
        st.button(
            f"Show {min(rest, _PAGE):,} more of {rest:,}",
            icon=":material/expand_more:",
            key="bill-more",
            on_click=_show_more,
            args=(name,),
        )


def _on_page(name: str, bom: CostedBom) -> tuple[list[Keyed], int]:
    """Return the lines that are shown, with their keys, and how many more there are.

    Of a bill with very many lines a browser shows the first ones, or those that are looked for.
    """
    keyed = list(zip(bom.lines, line_keys(name, bom.lines), strict=True))
    if len(keyed) >= _LONG:
        order = {category: place for place, category in enumerate(CATEGORY_TITLES)}
        keyed.sort(key=lambda each: (each[0].line.retired, order[each[0].line.category]))
    if len(keyed) <= _MOST_AT_ONCE:
        return keyed, 0
    words = st.text_input(
        "Find a line",
        key=f"bill-find:{name}",
        placeholder=f"Name or part number, among {len(keyed):,} lines",
        max_chars=100,
    )
    found = [each for each in keyed if _is_found(each[0], words.casefold().split())]
    if not found:
        st.markdown("No line has these words.")
    shown = st.session_state.get(_SHOWN, {}).get(name, _PAGE)
    return found[:shown], max(len(found) - shown, 0)


def _is_found(costed: CostedLine, words: Sequence[str]) -> bool:
    text = f"{costed.line.description} {costed.line.part_number}".casefold()
    return all(word in text for word in words)


def _show_more(name: str) -> None:
    shown: dict[str, int] = dict(st.session_state.get(_SHOWN, {}))
    st.session_state[_SHOWN] = shown | {name: shown.get(name, _PAGE) + _PAGE}


def _of_no_kit(bill: KitBill, bom: CostedBom) -> list[dict[str, str]]:
    """Return what belongs to the whole order: spares by rule, and what packs leave over."""
    return [*kits.spares_row(bill, bom), *kits.left_over_row(bill)]


def _rows(bom: CostedBom, keyed: Sequence[Keyed]) -> list[dict[str, Any]]:
    rows = [_line(bom, *each) for each in keyed]
    if len(bom.lines) < _LONG:
        return rows
    # Each has the name of its group.
    return [
        row | {"group": CATEGORY_TITLES[costed.line.category]}
        for row, (costed, _) in zip(rows, keyed, strict=True)
    ]


def _rows_by_kit(name: str, bom: CostedBom, bill: KitBill) -> list[dict[str, Any]]:
    """Return the kits of a build with what they hold, and what lies in none."""
    rows = []
    for level, each in bill.walked():
        if isinstance(each, KitCost):
            row = kits.kit_row(name, each, bom, most=kits.most_of(name, each.path))
        else:
            costed = bom.lines[each.line]
            row = _line(bom, costed, kits.key_of(name, each, bom), in_all=_in_all(each)) | {
                "quantity": each.each,
                "most": kits.most_of(name, each.place),
                "total": f"{wording.about(costed)}{_money(each.amount)}",
                "replaced": costed.line.retired and not level,
            }
        rows.append(row | kits.shown_in(each, level))
    return rows


def line_keys(name: str, lines: Sequence[CostedLine]) -> list[str]:
    """Return a key per line that stays while the line does: its part, and which one of them."""
    keys: list[str] = []
    seen = Counter[str]()
    for costed in lines:
        stem = f"{name}:{costed.line.part_number}:{costed.line.retired}"
        keys.append(f"{stem}:{seen[stem]}")
        seen[stem] += 1
    return keys


def asked_quantities() -> dict[str, Any]:
    """Return the quantities that a visitor asks for, by the keys of their lines, as they came.

    What was asked before may be among them once more: the page repeats it until it is answered.
    What the element's own script would not send is nobody's wish, and ignored.
    """
    asked = st.session_state[_KEY].edit
    number, pairs = _part_of(asked, "number"), _part_of(asked, "quantities")
    if not _is_number(number) or not isinstance(pairs, list) or not all(map(_is_pair, pairs)):
        return {}
    st.session_state[_SEEN] = number
    return dict(pairs)


def _part_of(message: object, name: str) -> object:
    return message.get(name) if isinstance(message, Mapping) else None


def _is_number(number: object) -> bool:
    # The script counts from 0, in numbers that a browser holds exactly. True is an int to Python.
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= _LAST


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)


def opened_line() -> str:
    """Return the key of the line that a visitor wants to know all about; "" if it is none."""
    key = st.session_state[_KEY].open
    return key if isinstance(key, str) else ""


def _in_all(part: KitPart) -> int:
    """Return how many pieces of a part there are in all; 0 where that goes without saying."""
    return part.quantity if part.quantity != part.each else 0


def places_of(name: str, bom: CostedBom) -> dict[str, kits.Place]:
    """Return what each row is, by its key: a position of the build by its place, or a kit."""
    bill = costs.kits(name)
    if bill is not None:
        return kits.places(name, bom, bill)
    return {key: place for place, key in enumerate(line_keys(name, bom.lines))}


def _line(
    bom: CostedBom, costed: CostedLine, key: str, *, in_all: int | None = None
) -> dict[str, Any]:
    """Return what stands in the row of a line; of one in a kit, how many there are in all."""
    line = costed.line
    badge, colour = wording.basis_words(None if line.price is None else line.price.basis)
    return {
        "key": key,
        "icon": wording.icon_name(line.category),
        "name": visible(line.description),
        "badge": badge,
        "colour": colour,
        "origin": _origin(bom, costed, in_all),
        "quantity": line.of_one_copy,
        "most": MAX_QUANTITY,
        "total": f"{wording.about(costed)}{_money(costed.line_total)}",
        "each": _each(costed),
        "replaced": line.retired,
        "group": "",
    }


def _money(amount: Money | None) -> str:
    return "unknown" if amount is None else str(amount)


def _each(costed: CostedLine) -> str:
    price = costed.line.price
    if price is None:
        return "no price yet"
    if price.basis is Basis.OWNED:
        return "already owned"
    per = "each" if price.pack_size == 1 else f"for {price.pack_size}"
    return f"{wording.about(costed)}{price.unit} {per}"


def _origin(bom: CostedBom, costed: CostedLine, in_all: int | None) -> list[wording.Piece]:
    """Return day and source of a price, and what else there is to say of a line, between dots."""
    line = costed.line
    facts: list[list[wording.Piece]] = []
    if line.price is not None and line.price.basis is not Basis.OWNED:
        seller = in_view.catalog().vendor_names.get(line.price.vendor, "")
        facts.append([(wording.day(line.price.as_of), "")])
        facts.append(wording.source_pieces(line.price.source, seller))
    words = [visible(line.role)] if line.role else []
    if in_all:
        words.append(f"{in_all:,} in all")
    elif in_all is None and line.spares and bom.spare_rules:
        words.append(spares_in_words(line))
    elif in_all is None and line.copies > 1:
        words.append(f"{line.quantity:,} in all")
    if line.at_hand:
        words.append(f"{line.at_hand:,} already owned")
    if line.count_basis is CountBasis.INFERRED:
        words.append(wording.count_origin(line.count_basis, ""))
    if line.surplus and in_all is None:
        words.append(f"{wording.counted(line.packs, 'pack', 'packs')}, {line.surplus} left over")
    facts += [[(text, "")] for text in words]
    pieces: list[wording.Piece] = []
    for fact in facts:
        if pieces:
            pieces.append(("·", ""))
        pieces += fact
    return pieces
