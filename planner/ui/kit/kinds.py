"""Findings of one kind behind one line: how many there are, and all of them once it is opened."""

from collections.abc import Callable, Sequence

import streamlit as st

from planner.model.findings import Finding, Severity
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button


def kinds(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return findings by what they say, those of one code and gravity together, in their order.

    What two builds have alike is there once: it reads the same both times.
    """
    groups: dict[tuple[str, Severity], dict[str, Finding]] = {}
    for found in findings:
        groups.setdefault((found.code, found.severity), {}).setdefault(found.line(), found)
    return [list(group.values()) for group in groups.values()]


def kind_text(findings: Sequence[Finding]) -> str:
    """Return what findings of one kind say together: the finding itself where it is alone."""
    first, count = findings[0], len(findings)
    if count == 1:
        return first.message
    if first.meaning.several:
        return f"{count:,} {first.meaning.several}."
    return f"{first.message} {count - 1:,} more like this."


def headline(found: Finding, findings: Sequence[Finding]) -> str:
    """Return what a finding says, together with those of its kind."""
    alike = (
        each for each in findings if (each.code, each.severity) == (found.code, found.severity)
    )
    return kind_text(kinds(list(alike))[0])


def show_kinds(
    findings: Sequence[Finding],
    *,
    key: str,
    show_each: Callable[[Sequence[Finding], str], None],
    offer_way: Callable[[Finding], None] | None = None,
) -> None:
    """Show a line for each kind of finding; several of one kind are folded behind theirs.

    `show_each` lists the findings of a kind with a key of its own; `offer_way` puts one remedy
    below a kind, whose findings it mends alike.
    """
    for group in kinds(findings):
        first = group[0]
        if len(group) == 1:
            show_each(group, f"{key}:{first.code}:{first.severity}")
        else:
            st.markdown(
                f"{wording.SEVERITY_ICONS[first.severity]} {wording.plain(kind_text(group))}"
            )
            if fold_button(f"Show all {len(group):,}", key=f"{key}:{first.code}:{first.severity}"):
                with st.container(border=True):
                    show_each(group, f"{key}:{first.code}:{first.severity}:each")
        if offer_way is not None:
            offer_way(first)
