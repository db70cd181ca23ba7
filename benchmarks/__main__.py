"""Measure and report: JSON on stdout, the same as a table on stderr.

`python -m benchmarks` runs everything, `--only cost` what has `cost` in its name, `--runs 5` is
quicker and less sure, `--no-browser` leaves Chromium out.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from benchmarks import (
    core,
    device_types,
    grids,
    large_tables,
    people,
    purchasing,
    purchasing_large,
    purchasing_savings,
    sizing,
    time_limits,
    whole_purchase,
    workbooks,
)
from benchmarks.figures import Figure
from benchmarks.timing import Result

Benchmark = Callable[[int], Iterable[Result | Figure]]
WITHOUT_BROWSER: dict[str, Benchmark] = {
    "command": core.command,
    "catalog": core.catalog,
    "large-bills": core.large_bills,
    "large-workbook": workbooks.exported,
    "device-types": device_types.imported,
    "grids": grids.workbook_read,
    "large-tables": large_tables.read,
    "purchasing": purchasing.side_by_side,
    "purchasing-savings": purchasing_savings.savings,
    "purchasing-large": purchasing_large.large,
    "whole-purchase": whole_purchase.bought,
    "size": sizing.sized,
    "size-large": sizing.large_choice,
    "curve": sizing.cost_curve,
    "frontier": sizing.front,
    "time-limits": time_limits.kept,
    "people": people.crowded,
}
LIBRARIES = ("streamlit", "pydantic", "pandas", "playwright", "highspy", "pulp")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="how often each thing is timed")
    parser.add_argument("--only", default="", help="a word in the names of the benchmarks to run")
    parser.add_argument("--no-browser", action="store_true", help="leave Chromium out")
    asked = parser.parse_args()
    chosen = WITHOUT_BROWSER | ({} if asked.no_browser else _in_browser())
    results: list[Result | Figure] = []
    print(f"{'':<45}{'median':>9}{'fastest':>9}{'slowest':>9}", file=sys.stderr)
    for name, benchmark in chosen.items():
        if asked.only in name:
            for found in benchmark(asked.runs):
                # At once: should a later one fail, this one was measured.
                print(_row(found), file=sys.stderr, flush=True)
                results.append(found)
    print(json.dumps({**_machine(), "results": [_record(each) for each in results]}, indent=2))


def _in_browser() -> dict[str, Benchmark]:
    # Imported late: the rest runs where there is no Playwright.
    from benchmarks import browser

    return {
        "first-screen": browser.first_screen,
        "first-visit": browser.first_visit,
        "changed-quantity": browser.changed_quantity,
    }


def _machine() -> dict[str, object]:
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "machine": {
            "system": platform.system(),
            "processor": platform.machine(),
            "processors": os.cpu_count(),
            "load": busy,
        },
        "versions": {"python": platform.python_version()}
        | {name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _record(found: Result | Figure) -> dict[str, object]:
    return asdict(found) | {"met": found.met}


def _row(each: Result | Figure) -> str:
    if isinstance(each, Figure):
        return _figure(each)
    times = (each.median_s, each.fastest_s, each.slowest_s)
    columns = "".join(f"{seconds:>8.3f}s" for seconds in times)
    return f"{each.name:<45}{columns}  {_verdict(each)}".rstrip()


def _figure(each: Figure) -> str:
    value = "none" if each.value is None else f"{each.value:,}"
    limit = "" if each.most is None else f"of at most {each.most:,} {_WORDS[each.met]}"
    told = "; ".join(part for part in (limit, each.note) if part)
    return f"{each.name:<45}{value:>9} {each.unit:<9}{told}".rstrip()


_WORDS = {True: "met", False: "MISSED", None: ""}


def _verdict(each: Result) -> str:
    words, ratio = _WORDS[each.met], "" if each.ratio is None else f"ratio {each.ratio}"
    if each.target.ratio is not None:
        ratio += f" of at most {each.target.ratio} {words}"
    seconds = "" if each.target.seconds is None else f"{each.target.seconds}s {words}"
    size = "" if each.model is None else f"{each.model.columns:,} columns, {each.model.rows:,} rows"
    return "; ".join(part for part in (seconds, ratio, size) if part)


if __name__ == "__main__":
    main()
