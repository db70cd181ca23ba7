"""A plain page with six inputs, a total that follows one of them, and a table of 200 rows."""

import pandas as pd
import streamlit as st

quantity = st.number_input("Quantity", min_value=0, max_value=100_000, value=7, step=1)
st.selectbox("Currency", ["SGD", "USD", "EUR"])
st.text_input("Name", "Kraken")
st.slider("Spare parts, in percent", 0, 50, 10)
st.checkbox("Owned already")
st.radio("Show", ["All", "Unpriced"], horizontal=True)
st.metric("Total", f"S${quantity * 55:,.2f}")
st.dataframe(
    pd.DataFrame({"Part": [f"part {n}" for n in range(200)], "Price": range(200)}),
    hide_index=True,
)
