"""Tell a visitor what a change to a build did, with the button that takes it back."""

from planner.ui.kit import toasts
from planner.ui.visit import drafts


def tell_change(name: str, what: str) -> None:
    """Say what the last change to a build did; told after the change, so that Undo means it."""
    changed = drafts.draft_of(name)

    def undo() -> None:
        # What was changed since is not what these words are about.
        if drafts.draft_of(name) is changed:
            drafts.undo(name)

    toasts.tell(what, undo=undo)
