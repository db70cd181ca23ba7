"""Which other builds are bought in the same order, and whose each is; the address keeps them."""

from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

import streamlit as st

from planner.model.bounds import MOST_BUILDS
from planner.model.build import MAX_COPIES, Build, BuildName
from planner.model.exact_numbers import brief
from planner.model.findings import Finding, Severity
from planner.model.own_terms import NO_OWN_TERMS, OwnTerms
from planner.model.questions import Bill, OrderedBuild, Together
from planner.ui.buy._own_terms import terms_of, text_of
from planner.ui.visit import address, drafts, in_view, notices

_JOINT = "buy:joint"
_LINKS = ("with", "whose")
_LONGEST, _LONGEST_NAME = 8_000, 60
_TOLD = 3


@dataclass(frozen=True)
class Joint:
    """The owner of the build in view, its own terms, and the other builds of the order.

    Lists that were imported are among the others as well; no address holds them.
    """

    owner: str = ""
    others: tuple[OrderedBuild, ...] = ()
    terms: OwnTerms = NO_OWN_TERMS


def joint() -> Joint:
    """Return what is bought along; what an address says is taken over once it was opened."""
    said = {key: address.asked(key) for key in _LINKS}
    if None not in said.values():
        owner, *terms = (said["whose"] or "")[:_LONGEST].split("!")
        before: Joint = st.session_state.get(_JOINT, Joint())
        lists = (each for each in before.others if isinstance(each.what, Bill))
        others = (*_others(said["with"] or ""), *lists)
        st.session_state[_JOINT] = Joint(owner_of(unquote(owner)), others, _terms(terms))
    now: Joint = st.session_state.get(_JOINT, Joint())
    builds = (each for each in now.others if not isinstance(each.what, Bill))
    address.keep("with", ",".join(map(_text, builds)) or None)
    address.keep("whose", f"{_quoted(now.owner)}{text_of(now.terms, _quoted)}" or None)
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
    others = others_than(what, name)
    if not others:
        return what
    first = OrderedBuild(what=what, owner=now.owner, terms=now.terms)
    return Together(builds=(first, *map(_as_edited, others)))


def others_than(what: BuildName | Build | Bill, name: str | None) -> tuple[OrderedBuild, ...]:
    """Return what is bought along with the build or bill in view, which is not itself along."""
    now, mine = joint(), what if name is None else name
    return tuple(each for each in now.others if (each.what, each.owner) != (mine, now.owner))


def _as_edited(each: OrderedBuild) -> OrderedBuild:
    """Return a build of the order as this visit has changed it."""
    if not isinstance(each.what, str):
        return each
    return each.model_copy(update={"what": drafts.asked_for(each.what)})


def _text(each: OrderedBuild) -> str:
    what = each.what if isinstance(each.what, str) else ""
    copies = "" if each.copies is None else f"*{each.copies}"
    owner = f"@{_quoted(each.owner)}" if each.owner else ""
    return f"{what}{copies}{owner}{text_of(each.terms, _quoted)}"


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _terms(texts: list[str]) -> OwnTerms:
    """Return the terms that an address says, of vendors that are known here."""
    if not texts:
        return NO_OWN_TERMS
    builds = (drafts.build(name) for name in drafts.build_names())
    known = {vendor.vendor for each in builds for vendor in each.vendors}
    return terms_of(texts, unquote, known | {each.vendor for each in in_view.catalog().vendors})


def _others(text: str) -> tuple[OrderedBuild, ...]:
    """Return the builds of an address; what means nothing here is left out, and told."""
    found: dict[tuple[str, str], OrderedBuild] = {}
    known, parts = set(drafts.build_names()), text.split(",") if text else []
    lost = [] if len(text) <= _LONGEST else parts[:1]
    lost += parts[MOST_BUILDS - 1 :]
    for part in parts[: MOST_BUILDS - 1] if len(text) <= _LONGEST else ():
        build, *terms = part.split("!")
        name, _, owner = build.partition("@")
        name, stated, copies = name.partition("*")
        whole = copies.isascii() and copies.isdigit() and len(copies) < 6
        many = int(copies) if whole else 0 if stated else 1
        owner = owner_of(unquote(owner))
        if name in known and 1 <= many <= MAX_COPIES and (name, owner) not in found:
            found[name, owner] = OrderedBuild(
                what=name, copies=many, owner=owner, terms=_terms(terms)
            )
        else:
            lost.append(build)
    if lost:
        notices.notify(_left_out(lost))
    return tuple(found.values())


def _left_out(parts: list[str]) -> Finding:
    """Return what is said of builds that a link names and that are not in the order."""
    told = ", ".join(brief(unquote(each)) for each in parts[:_TOLD])
    more = f" and {len(parts) - _TOLD} more" if len(parts) > _TOLD else ""
    return Finding(
        code="link-order-impossible",
        severity=Severity.WARNING,
        subject="with",
        message=f"Not in this order, although the link names it: {told}{more}.",
        hint="No such build is known here, its number is not possible, or it is named twice.",
    )


def owner_of(text: str) -> str:
    """Return the name of an owner that an address or a person gives, as far as it is one."""
    plain = "".join(sign for sign in text if sign.isprintable())
    return plain.strip()[:_LONGEST_NAME]
