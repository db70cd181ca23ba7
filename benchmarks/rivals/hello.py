"""The least a Streamlit page can be: one title."""

import streamlit as st

st.title("Hello, world")
