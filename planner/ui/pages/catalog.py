"""Catalog: every part and offer on record with its source, and the visitor's own list."""

import streamlit as st

from planner.ui.catalog import parts as catalog_view
from planner.ui.catalog import uploads
from planner.ui.visit import in_view, notices

st.title("Catalog", anchor=False)
catalog = in_view.catalog()
st.markdown(catalog_view.summary(catalog))
notices.show_notice()
browse, bring = st.tabs(["Browse parts", "Bring your own list"], key="tab", on_change="rerun")
if browse.open:
    with browse:
        catalog_view.show_parts(catalog)
if bring.open:
    with bring:
        uploads.show_uploads()
