"""The tables of a list on the page Import, read and answered as their browser script does it."""

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest


def element(app: AppTest) -> Any:
    """Return the tables as the browser is told of them."""
    found = (element.proto for element in app.get("bidi_component"))
    return next(proto for proto in found if proto.component_name.endswith("list_table"))


def tables(app: AppTest) -> list[dict[str, Any]]:
    """Return what the tables show."""
    found: list[dict[str, Any]] = json.loads(element(app).json)["tables"]
    return found


def rows(app: AppTest) -> dict[int, dict[str, Any]]:
    """Return what the rows of all tables show, by their numbers in the file."""
    return {row["row"]: row for table in tables(app) for row in table["rows"]}


def holds(app: AppTest) -> dict[str, str]:
    """Return what each column of the first table is read as."""
    return {column["key"]: column["holds"] for column in tables(app)[0]["columns"]}


def send(app: AppTest, said: object) -> AppTest:
    """Send what the script sends."""
    states = app._tree.get_widget_states()
    state = states.widgets.add()
    state.id = _make_trigger_id(element(app).id, "events")
    state.json_trigger_value = json.dumps([{"event": "said", "value": said}])
    return app._run(states)


def say(app: AppTest, *said: dict[str, object]) -> AppTest:
    """Say something in the tables, one thing after the other."""
    seen = json.loads(element(app).json)["seen"]
    return send(app, [[seen + place, what] for place, what in enumerate(said, 1)])


def name_column(app: AppTest, column: str, field: str, *, table: str = "") -> AppTest:
    """Say what a column holds."""
    held = holds(app)[column]
    return say(
        app, {"what": "column", "table": table, "column": column, "held": held, "field": field}
    )
