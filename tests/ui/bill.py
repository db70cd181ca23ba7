"""The lines of a bill on the page Plan, read and changed as its browser script does it."""

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest


def element(app: AppTest) -> Any:
    """Return the lines of the bill as the browser is told of them."""
    found = (element.proto for element in app.get("bidi_component"))
    return next(proto for proto in found if proto.component_name.endswith("bill_rows"))


def lines(app: AppTest) -> dict[str, dict[str, Any]]:
    """Return what each line shows, by its key."""
    shown = json.loads(element(app).json)
    return {line["key"]: line for line in shown["lines"]}


def charges(app: AppTest) -> list[dict[str, str]]:
    """Return what is charged besides the lines."""
    found: list[dict[str, str]] = json.loads(element(app).json)["charges"]
    return found


def ask(app: AppTest, event: str, value: object) -> AppTest:
    """Do to the lines what their script does when a person does something."""
    states = app._tree.get_widget_states()
    state = states.widgets.add()
    state.id = _make_trigger_id(element(app).id, "events")
    state.json_trigger_value = json.dumps([{"event": event, "value": value}])
    return app._run(states)


def change(app: AppTest, quantities: dict[str, object], *, number: int = 1) -> AppTest:
    """Ask for other quantities of lines."""
    return ask(app, "edit", {"number": number, "quantities": list(quantities.items())})
