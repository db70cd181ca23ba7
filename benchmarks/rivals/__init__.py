"""What the planner is measured beside: plain Streamlit pages, plain models, and buying by hand."""
