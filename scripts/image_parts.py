"""Load all that an image holds, and do with it what pages do: run inside, `python image_parts.py`.

What an image leaves out is nothing's if every module of the planner and every compiled one of its
libraries can still be loaded, with all symbols that it uses (LD_BIND_NOW=1 has them found at once).
It needs nothing but what is installed beside it.
"""

import importlib
import pkgutil
import sys
from pathlib import Path


def main() -> int:
    """Do it; say what cannot be loaded, and return 1 if there is anything."""
    names = [*_of_the_planner(), *_compiled()]
    wrong = [said for said in map(_fault, names) if said]
    wrong += _fault_of_a_table()
    print(*(wrong or [f"{len(names)} modules loaded, a table handed over"]), sep="\n")
    return 1 if wrong else 0


def _of_the_planner() -> list[str]:
    import planner

    found = [each.name for each in pkgutil.walk_packages(planner.__path__, "planner.")]
    # Scripts: they do something when they are loaded, and the visit of all pages does it.
    return [each for each in found if ".ui.pages." not in each and not each.endswith("__main__")]


def _compiled() -> list[str]:
    import pandas

    packages = Path(pandas.__file__).parents[1]
    found = [path.relative_to(packages) for path in sorted(packages.rglob("*.so"))]
    # Libraries proper are loaded by those that use them.
    return [
        ".".join([*path.parts[:-1], path.name.partition(".")[0]])
        for path in found
        if not path.name.startswith("lib")
    ]


def _fault(name: str) -> str:
    try:
        importlib.import_module(name)
    except ImportError as error:
        return f"{name}: {type(error).__name__}: {error}"
    return ""


def _fault_of_a_table() -> list[str]:
    """Hand a table to the page and back as Streamlit does, with words, numbers and gaps."""
    import pandas
    from streamlit.dataframe_util import (
        convert_arrow_bytes_to_pandas_df,
        convert_pandas_df_to_arrow_bytes,
    )

    table = pandas.DataFrame({"part": ["Board", None], "pieces": [4, None]}).astype(
        {"pieces": "Int64"}
    )
    back = convert_arrow_bytes_to_pandas_df(convert_pandas_df_to_arrow_bytes(table))
    same = back.astype(object).fillna(0).equals(table.astype(object).fillna(0))
    return [] if same else [f"A table comes back as\n{back}"]


if __name__ == "__main__":
    sys.exit(main())
