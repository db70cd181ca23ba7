"""What a tab of the browser is called: by its page and its builds."""

from collections.abc import Sequence

import streamlit as st

from planner.engine.planning.compare import distinct_titles
from planner.ui.visit import drafts


def name_tab(page: str, keys: Sequence[str]) -> None:
    """Name the tab: `Plan · Kraken`. The builds are those that the visit has under these keys."""
    names = [name for key in keys if (name := st.session_state.get(key))]
    title = " → ".join(distinct_titles([drafts.build(name) for name in names]))
    st.set_page_config(page_title=f"{page} · {title}" if title else page)
