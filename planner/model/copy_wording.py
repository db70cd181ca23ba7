"""What the next copy costs, in words: why one is dearer than the one before, and which are free."""

from collections.abc import Iterator

from planner.model.copy_curve import CopyCurve, CopyPoint, DearerBy, MorePacks
from planner.model.names import Names, by_number
from planner.model.words import counted, ordinal


def step_text(point: CopyPoint, names: Names = by_number, vendors: Names = by_number) -> str:
    """Return why a copy costs more than the one before; nothing where the step is small.

    Such as `the 6th costs S$41.20 more than the 5th: a second pack of 10 × cable (acme, S$41.20)`.
    """
    if not point.because or point.step is None:
        return ""
    here, before = ordinal(point.copies), ordinal(point.copies - 1)
    why = "; ".join(_why(each, names, vendors) for each in point.because)
    return f"the {here} costs {point.step} more than the {before}: {why}"


def free_texts(curve: CopyCurve) -> Iterator[str]:
    """Yield where more copies cost no more than fewer, each as a sentence."""
    until = 0
    for point in curve.points:
        most = curve.as_cheap(point.copies)
        if most is None or most <= until:
            continue
        until = most
        yield (
            f"{most} copies cost no more than {point.copies}: the cheapest basket for "
            f"{point.copies} already holds the parts for {most}."
        )


def not_bought_text(curve: CopyCurve, most: int) -> str:
    """Return why the curve ends before so many copies, as a sentence; nothing where it does not."""
    last = curve.points[-1] if curve.points else None
    if last is not None and last.cost is None:
        said = "Nobody sells all parts"
        return f"{said} for {counted(last.copies, 'copy', 'copies')}."
    done = 0 if last is None else last.copies
    return "" if done == most else f"Time ran out after {counted(done, 'copy', 'copies')}."


def _why(each: DearerBy, names: Names, vendors: Names) -> str:
    vendor = vendors(each.vendor)
    if not isinstance(each, MorePacks):
        label = f"{each.label[:1].lower()}{each.label[1:]}"
        return f"{label} at {vendor} (+{each.extra})"
    part, more = names(each.part_number), each.after - each.before
    if more <= 0:
        what = f"{part} at a higher price"
    elif each.pack_size == 1:
        what = f"{more} more × {part}"
    elif more == 1:
        what = f"a {ordinal(each.after)} pack of {each.pack_size} × {part}"
    else:
        what = f"{more} more packs of {each.pack_size} × {part}"
    return f"{what} from {vendor} (+{each.extra})"
