"""Catalog: every part and offer with its source, one's own rows, prices asked again, a list."""

import streamlit as st

from planner.ui.catalog import own, refresh, uploads
from planner.ui.catalog import parts as catalog_view
from planner.ui.visit import in_view, notices

st.title("Catalog", anchor=False)
catalog = in_view.catalog()
st.markdown(catalog_view.summary(catalog))
notices.show_notice()
browse, mine, shops, bring = st.tabs(
    ["Browse parts", own.TAB, refresh.TAB, "Import parts and prices"], key="tab", on_change="rerun"
)
if browse.open:
    with browse:
        catalog_view.show_parts(catalog)
if mine.open:
    with mine:
        own.show_own()
if shops.open:
    with shops:
        refresh.show_refresh()
if bring.open:
    with bring:
        uploads.show_uploads()
