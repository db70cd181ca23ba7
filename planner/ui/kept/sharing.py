"""Share a build: a link in which its day, prices and rates are frozen, and texts to paste."""

from urllib.parse import urlencode

import streamlit as st

from planner.engine.planning.carried import frozen
from planner.io.documents.toml_text import build_toml
from planner.jobs.plans import document_of
from planner.model.build import Build
from planner.ui.kit import wording
from planner.ui.visit import address, carried_edits, costs, drafts, in_view, terms

_ASKED = "sharing"
_TEXTS = {"Markdown": "markdown", "CSV": "csv", "BBCode": "bbcode"}
# What programs for messages are known to cut.
LONG_LINK = 2_000


def offer_share(name: str) -> None:
    """Offer to share a build that has parts."""
    if drafts.build(name).positions:
        st.button(
            "Share",
            icon=":material/share:",
            key=f"share:{name}",
            on_click=_ask,
            args=(name,),
            help="A link with the prices of this day, or a text to paste.",
        )


def _ask(name: str) -> None:
    st.session_state[_ASKED] = name
    # The inputs may be a fragment; the dialog belongs to the page.
    st.rerun()


def show_sharing() -> None:
    """Open the dialog in which a build is shared, if somebody asked for it."""
    name = st.session_state.get(_ASKED)
    if name is not None and name in drafts.build_names():
        st.dialog("Share this build", width="medium", on_dismiss=_close)(_body)(name)


def _close() -> None:
    st.session_state.pop(_ASKED, None)


def _body(name: str) -> None:
    plan, bom = costs.costed(name)
    held = frozen(plan, in_view.catalog()).model_copy(update=drafts.said_of_no_copy(name))
    total = wording.money(bom.subtotal)
    _show_link(held, total)
    chosen = st.segmented_control("As a text", list(_TEXTS), default="Markdown", key="share:text")
    if chosen:
        # Imported here because no other part of the page writes files.
        from planner.io.exporters import EXPORTERS

        told = document_of(drafts.build(name), in_view.catalog(), costs.terms_of(name))
        text = EXPORTERS[_TEXTS[chosen]].export(told).decode()
        st.code(text, language=None, wrap_lines=True)
    st.download_button(
        "Download as a file",
        data=build_toml(held).encode(),
        file_name=f"{held.name}.toml",
        mime="application/toml",
        on_click="ignore",
        icon=":material/download:",
        help="The whole build in one file, for the command line or to keep.",
    )


def _show_link(held: Build, total: str) -> None:
    link = _link(held)
    if link is None:
        st.warning(
            "This build is too large for a link. Share the file below instead.",
            icon=":material/link_off:",
        )
        return
    st.markdown(
        f"**A link that stays {total}**: it holds the parts, prices and rates of "
        f"{wording.day(held.on)}, whatever the catalog says later."
    )
    st.code(link, language=None, wrap_lines=True)
    if len(link) > LONG_LINK:
        st.markdown(
            wording.small(
                f"It has {len(link):,} characters. Some programs cut links after {LONG_LINK:,}: "
                "then send the file."
            )
        )


def _link(held: Build) -> str | None:
    """Return the address that opens a frozen build, whoever opens it; None if it is too long."""
    token = carried_edits.token_of_shared(held)
    if token is None:
        return None
    asked = {"build": drafts.OWN_BUILD, address.EDIT: token} | terms.told_to_others()
    page = (st.context.url or "").partition("?")[0].rstrip("/")
    return f"{page}?{urlencode(asked)}"
