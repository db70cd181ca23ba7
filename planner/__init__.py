"""Plan, cost, compare and export the bill of materials of a small cluster.

`planner.open_workspace`, `planner.CostQuestion` and all other names of `planner.api` can be used
from here; they are imported when the first of them is asked for.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from planner.api import *  # noqa: F403
else:

    def __getattr__(name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(f"module 'planner' has no attribute {name!r}")
        from importlib import import_module

        api = import_module("planner.api")
        if name in api.__all__:
            return getattr(api, name)
        raise AttributeError(f"module 'planner' has no attribute {name!r}")

    def __dir__() -> list[str]:
        from importlib import import_module

        return sorted({*globals(), *import_module("planner.api").__all__})
