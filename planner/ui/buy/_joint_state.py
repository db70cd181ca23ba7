"""Which other builds are bought in the same order, and whose each is; the address keeps them."""

from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

import streamlit as st

from planner.model.bounds import MOST_BUILDS
from planner.model.build import MAX_COPIES, Build, BuildName
from planner.model.questions import Bill, OrderedBuild, Together
from planner.ui.visit import address, drafts

_JOINT = "buy:joint"
_LINKS = ("with", "whose")
_LONGEST, _LONGEST_NAME = 8_000, 60


@dataclass(frozen=True)
class Joint:
    """The owner of the build in view, and the other builds of the order."""

    owner: str = ""
    others: tuple[OrderedBuild, ...] = ()


def joint() -> Joint:
    """Return what is bought along; what an address says is taken over once it was opened."""
    said = {key: address.asked(key) for key in _LINKS}
    if None not in said.values():
        others = _others(said["with"] or "")
        st.session_state[_JOINT] = Joint(owner_of(unquote(said["whose"] or "")), others)
    now: Joint = st.session_state.get(_JOINT, Joint())
    address.keep("with", ",".join(map(_text, now.others)) or None)
    address.keep("whose", quote(now.owner, safe="") or None)
    return now


def change(**changes: object) -> None:
    """Change who owns the build in view, or what is bought along."""
    now: Joint = st.session_state.get(_JOINT, Joint())
    st.session_state[_JOINT] = replace(now, **changes)  # type: ignore[arg-type]


def wanted(what: BuildName | Build | Bill, name: str | None) -> BuildName | Build | Bill | Together:
    """Return what is bought: the build or bill in view alone, or together with the others.

    `name` is that of the build in view, None of a bill.
    """
    now = joint()
    others = [each for each in now.others if (each.what, each.owner) != (name, now.owner)]
    if not others:
        return what
    first = OrderedBuild(what=what, owner=now.owner)
    return Together(builds=(first, *map(_as_edited, others)))


def _as_edited(each: OrderedBuild) -> OrderedBuild:
    """Return a build of the order as this visit has changed it."""
    if not isinstance(each.what, str):
        return each
    return each.model_copy(update={"what": drafts.asked_for(each.what)})


def _text(each: OrderedBuild) -> str:
    what = each.what if isinstance(each.what, str) else ""
    copies = "" if each.copies is None else f"*{each.copies}"
    return f"{what}{copies}" + (f"@{quote(each.owner, safe='')}" if each.owner else "")


def _others(text: str) -> tuple[OrderedBuild, ...]:
    """Return the builds of an address; what means nothing here is left out."""
    found: dict[tuple[str, str], OrderedBuild] = {}
    known = set(drafts.build_names())
    for part in text.split(",")[: MOST_BUILDS - 1] if len(text) <= _LONGEST else ():
        name, _, owner = part.partition("@")
        name, _, copies = name.partition("*")
        many = int(copies) if copies.isascii() and copies.isdigit() and len(copies) < 6 else 1
        if name in known and 1 <= many <= MAX_COPIES:
            each = OrderedBuild(what=name, copies=many, owner=owner_of(unquote(owner)))
            found[name, each.owner] = each
    return tuple(found.values())


def owner_of(text: str) -> str:
    """Return the name of an owner that an address or a person gives, as far as it is one."""
    plain = "".join(sign for sign in text if sign.isprintable())
    return plain.strip()[:_LONGEST_NAME]
