"""Links that tests open: an edited build as the text of one."""

from planner.model.build import Build
from planner.ui.visit._links import token_of


def packed(edited: Build, reference: Build, *, against: str = "") -> str:
    """Return an edited build as the text of a link that has room for it."""
    text = token_of(edited, reference, against=against)
    assert text is not None
    return text
