"""What commands say about builds of one's own; no layout."""

from planner.cli.answer import Answer, Text
from planner.model.kept_builds import Done, KeptBuild


def kept_answer(kept: KeptBuild) -> Answer:
    """Return what became of a build, under which name commands know it, and where its file is."""
    if kept.done is Done.SAVED:
        told = f"Saved {kept.title} as {kept.build}, in {kept.folder}/{kept.file}."
    else:
        told = f"Removed {kept.title} ({kept.build}). A copy is kept: {kept.copy}"
    return Answer((Text(told),), kept)
