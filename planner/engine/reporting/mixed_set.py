"""What a set of copies comes to of which some were upgraded and others not, in sentences."""

from planner.model.comparison import Upgrade
from planner.model.mixed_set import MixedSet
from planner.model.numbers import number_text
from planner.model.words import counted


def set_sentences(upgrade: Upgrade) -> tuple[str, ...]:
    """Return which copies an upgrade is of, what one costs, and what all cost and draw."""
    mixed = upgrade.mixed
    if mixed is None:
        return ()
    changes = upgrade.before != upgrade.after
    told = [_which(mixed, "upgraded" if changes else "kept")]
    if changes and upgrade.per_copy is not None and mixed.upgraded > 1:
        told.append(f"That is {upgrade.per_copy} for each copy that is upgraded.")
    if upgrade.total_after is not None:
        each = f", {upgrade.set_per_copy} per copy" if mixed.in_use > 1 else ""
        told.append(f"The whole set has then cost {upgrade.total_after}{each}.")
    if draws := draws_text(mixed):
        told.append(draws)
    return tuple(told)


def upgraded_name(upgrade: Upgrade, title: str) -> str:
    """Return what an upgrade makes of the first build: the second, or a set of both."""
    return title if upgrade.mixed is None else "The set"


def _which(mixed: MixedSet, done: str) -> str:
    counts = [f"{mixed.upgraded} of {counted(mixed.copies, 'copy', 'copies')} {done}"]
    if mixed.as_before:
        counts.append(f"{mixed.as_before} as before")
    if mixed.left_out:
        counts.append(f"{mixed.left_out} left out, with the parts free for the others")
    return f"{', '.join(counts)}."


def draws_text(mixed: MixedSet) -> str:
    """Return what the copies in use draw together; nothing where no watts are known."""
    if mixed.typical_w is None or mixed.most_w is None:
        return ""
    least = "at least " if mixed.lacking else ""
    typical, most = number_text(mixed.typical_w), number_text(mixed.most_w)
    text = f"Typical draw of the set: {least}{typical} W; peak draw: {least}{most} W."
    if not mixed.lacking:
        return text
    return f"{text} Not fully known for {'; '.join(mixed.lacking)}."
