"""How many copies of a build are bought together: an input beside its name."""

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from planner.model.build import MAX_COPIES
from planner.model.findings import Finding, Severity
from planner.model.numbers import number_text
from planner.ui.kit.numbers import ask_number
from planner.ui.visit import drafts, notices

_HELP = (
    "How many of this build you buy together, for a class or a group. Packs, price breaks and "
    "parts you own count once for all of them."
)


def choose_copies(name: str, *, along: tuple[str, ...] = (), explained: bool = True) -> None:
    """Ask how many of the build are bought together; nothing of an empty one.

    The builds that go `along` are counted as often. It is `explained` by a sign to press, which is
    one step more for whoever goes through a page by keyboard.
    """
    build = drafts.build(name)
    if not build.positions:
        return
    # Where the build changes by another way, such as Undo, the input begins anew.
    key = f"copies:{name}:{build.copies}"
    ask_whole(
        "Copies",
        key,
        build.copies,
        (1, MAX_COPIES),
        told=_HELP if explained else None,
        take=lambda number: _take((name, *along), number),
    )


def ask_whole(
    label: str,
    key: str,
    shown: int,
    within: tuple[int, int],
    *,
    told: str | None,
    take: Callable[[int], None],
) -> None:
    """Ask for a whole number of copies; of 1.5 or 0 a sentence is said, and nothing is changed.

    Its bounds are not said to the browser, which would keep what it refuses to itself.
    """
    ask_number(
        label,
        shown,
        key=key,
        width=140,
        help=told,
        on_change=_take_whole,
        args=(label, key, shown, within, take),
    )
    notices.show_notice(at=label)


def _take_whole(
    label: str, key: str, shown: int, within: tuple[int, int], take: Callable[[int], None]
) -> None:
    number = st.session_state[key]
    whole = number == int(number)
    if whole and within[0] <= number <= within[1]:
        take(int(number))
        return
    st.session_state[key] = float(shown)
    typed = number_text(Decimal(str(number)), grouped=True)
    found = Finding(
        code="copies-out-of-range" if whole else "number-not-whole",
        severity=Severity.ERROR,
        subject=label,
        message=f"{label}: {typed} is not {'possible' if whole else 'a whole number'}.",
        hint=f"Enter a whole number from {within[0]:,} to {within[1]:,}. It is still {shown:,}.",
    )
    notices.notify(found, at=label)


def set_copies(name: str, copies: int) -> None:
    """Count so many copies of the build from now on."""
    drafts.edit(name, lambda build: build.model_copy(update={"copies": copies}))


def _take(names: tuple[str, ...], copies: int) -> None:
    for name in names:
        set_copies(name, copies)
    # This input may be in a fragment, and the sums of the whole page follow it.
    st.rerun()
