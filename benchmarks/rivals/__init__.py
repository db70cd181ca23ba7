"""Plain Streamlit pages that the app is measured beside."""
