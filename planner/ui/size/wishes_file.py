"""Requirements as a file: taken along, and brought back."""

import streamlit as st

from planner.model.findings import Finding
from planner.model.requirement import Requirement
from planner.ui.kit import widgets, wording
from planner.ui.size import wishes


def offer_file(wanted: Requirement) -> None:
    """Offer the requirements as a TOML file, and take one."""
    folded = st.popover("Requirements as a file", icon=":material/description:", key="file-open")
    with folded:
        st.download_button(
            "Download requirements.toml",
            data=wishes.as_file(wanted),
            file_name="wishes.toml",
            mime="application/toml",
            on_click="ignore",
            icon=":material/download:",
        )
        st.markdown(wording.small("The command line reads the same file."))
        file = st.file_uploader(
            "Import requirements",
            type=["toml"],
            key="wishes-file",
            on_change=_take,
            max_upload_size=1,
        )
        wrong: tuple[Finding, ...] = st.session_state.get("wishes-file-findings", ())
        # What was wrong with a file that is there no more is nothing to mend.
        widgets.findings_list(wrong if file is not None else (), key="wishes-wrong")


def _take() -> None:
    file = st.session_state.get("wishes-file")
    # Read when it comes, and not on every run: what was changed since would be lost.
    findings = () if file is None else wishes.take_file(file.name, file.getvalue())
    st.session_state["wishes-file-findings"] = findings
