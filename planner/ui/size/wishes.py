"""What a visitor requires of a cluster: the requirements in force, in the address and as a file."""

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from planner.io.documents.requirements import read_requirement, requirement_toml, wishes_of
from planner.model.conditions import CONDITIONS
from planner.model.cost_question import CostTerms
from planner.model.findings import Finding, Severity
from planner.model.requirement import Requirement
from planner.model.sizing import Sizing
from planner.ui.kit.left_out import show_left_out
from planner.ui.visit import address, in_view, notices
from planner.ui.visit.own_defaults import own_defaults
from planner.ui.visit.terms import ask_for

_FIRST = {"nodes": 8}
_LINK, _SENT = "wishes", "wishes-sent"
# Longer than any list of requirements; it comes from outside.
_LONGEST = 8_000


def in_force(terms: CostTerms) -> Requirement:
    """Return what is required, on the terms of the page; the address keeps the requirements."""
    _follow_address()
    wanted: Requirement = st.session_state.setdefault("wishes", _first())
    address.keep(_LINK, None if _plain(wanted) == _plain(_first()) else _text(wanted))
    day = terms.on or in_view.today()
    return wanted.model_copy(update={"currency": terms.currency or wanted.currency, "on": day})


def _first() -> Requirement:
    usual = own_defaults()
    told = usual.model_dump(include={"condition", "prices_since", "include_ended"})
    told |= {"currency": usual.currency}
    # Of electricity, what is configured is what the page says of running cost.
    return Requirement.model_validate({**told, **_FIRST, "on": in_view.today()})


def wish_for(wanted: Requirement) -> None:
    """Put requirements in force: others, or the same once more."""
    st.session_state["wishes"] = wanted
    st.session_state[_SENT] = times_sent() + 1


def wish_anew(wanted: Requirement) -> None:
    """Put requirements in force that did not come from the form: it is filled in with them."""
    wish_for(wanted)
    st.session_state["form-version"] = form_version() + 1


def offer_left_out(sized: Sizing) -> None:
    """Say what the requirements leave out unless it is asked for, and offer to ask for it."""
    asked = sized.requirement
    show_left_out(
        sized.unused,
        all_prices=lambda: _ask(asked, prices_since="any"),
        ended=lambda: _ask(asked, include_ended=True),
        any_condition=lambda: _ask(asked, condition=CONDITIONS),
    )


def _ask(asked: Requirement, **changes: object) -> None:
    wish_anew(asked.model_copy(update=changes))


def times_sent() -> int:
    """Return how often requirements were put in force."""
    times: int = st.session_state.get(_SENT, 0)
    return times


def form_version() -> int:
    """Return how often the form was filled in from elsewhere."""
    version: int = st.session_state.get("form-version", 0)
    return version


# --- the address ---------------------------------------------------------------------------------


def _plain(wanted: Requirement) -> dict[str, Any]:
    """Return the requirements that are no defaults; day and currency belong to the terms."""
    plain: dict[str, Any] = wanted.model_dump(
        mode="json", exclude_defaults=True, exclude={"on", "currency"}
    )
    return plain


def _text(wanted: Requirement) -> str:
    return json.dumps(_plain(wanted), separators=(",", ":"))


def _follow_address() -> None:
    asked = address.asked(_LINK)
    if asked is None:
        return
    wanted = _read(asked) if asked else _first()
    if wanted is None:
        notices.notify(
            Finding(
                code="link-wishes-unreadable",
                severity=Severity.WARNING,
                subject="wishes",
                message="The requirements in this link cannot be read; the link may be incomplete.",
                hint="Ask for the link again, or enter your requirements below.",
            )
        )
    elif _plain(wanted) != _plain(st.session_state.get("wishes", _first())):
        wish_anew(wanted)


def _read(text: str) -> Requirement | None:
    if len(text) > _LONGEST:
        return None
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, Mapping):
        return None
    return wishes_of({str(key): value for key, value in given.items()}, today=in_view.today())[0]


# --- a file --------------------------------------------------------------------------------------


def as_file(wanted: Requirement) -> bytes:
    """Return requirements as a TOML file; the command line reads the same."""
    return requirement_toml(wanted).encode()


def take_file(name: str, content: bytes) -> tuple[Finding, ...]:
    """Put the requirements of a TOML file in force; return what is wrong with it."""
    today = in_view.today()
    wanted, findings = read_requirement(name, content, given={}, today=today)
    if wanted is not None:
        wish_anew(wanted)
        ask_for(wanted.currency, None if wanted.on == today else wanted.on)
    return findings
