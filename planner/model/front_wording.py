"""A front view in words: what is in which unit of a rack, and how many ports are in use."""

from planner.model.front_view import FrontPanel, FrontView
from planner.model.numbers import number_text
from planner.model.words import counted, sentence

NOT_TO_SCALE = "Not to scale: the sizes are not known. The order is not fixed either."


def view_title(view: FrontView) -> str:
    """Return what a view is called: `T0, 4 U`, `Stack`."""
    return view.title if view.units is None else f"{view.title}, {number_text(view.units)} U"


def panel_text(panel: FrontPanel) -> str:
    """Return a panel as one line: where it is, what it is, and how many of its ports are used."""
    many = f"{panel.count} × " if panel.count > 1 else ""
    words = f"{many}{panel.what}"
    if panel.ports:
        used = sum(panel.ports)
        words += f", {used} of {counted(len(panel.ports), 'port')} used"
    if panel.cages:
        words += f", {sum(panel.cages)} of {counted(len(panel.cages), 'cage')} used"
    behind = ", behind" if panel.behind else ""
    return f"{sentence(panel.where)}{behind}: {words}" if panel.where else words


def units_text(view: FrontView) -> str:
    """Return how much of a rack is taken; nothing of a stack."""
    if view.units is None:
        return ""
    one_unit = "unit" if view.units == 1 else "units"
    taken = f"{number_text(view.units - view.free)} of {number_text(view.units)} {one_unit} taken"
    return f"{taken}, {number_text(view.free)} free" if view.free else taken


def scale_text(view: FrontView) -> str:
    """Return what a drawing's measures are worth."""
    if view.units is None:
        return _stack_scale(view)
    return f"Heights and the width of {view.inches} inches are to scale: 1 U is 44.45 mm."


def _stack_scale(view: FrontView) -> str:
    """Return which parts of a stack are to scale, and which are not for want of a size."""
    unknown = tuple(dict.fromkeys(each.name for each in view.panels if not each.is_to_scale))
    if not any(panel.is_to_scale for panel in view.panels):
        return NOT_TO_SCALE
    inside = any(panel.boards and panel.what != panel.name for panel in view.panels)
    marked = "Ports and boards in a case are only marked." if inside else "Ports are only marked."
    but = ""
    if unknown:
        which = "part, whose size is" if len(unknown) == 1 else "parts, whose sizes are"
        but = f", except the dashed {which} not fully known: {'; '.join(unknown)}"
    return f"Widths and heights are to scale{but}. {marked} The order is not fixed."


def front_text(view: FrontView) -> str:
    """Return a whole view in words."""
    panels = "; ".join(map(panel_text, view.panels)) or "nothing is in it"
    parts = (f"{view_title(view)}, from the front", sentence(panels), units_text(view))
    told = ". ".join(filter(None, parts)) + "."
    return told if view.units is not None else f"{told} {scale_text(view)}"
