"""Measure and report: JSON on stdout, the same as a table on stderr.

`python -m benchmarks` runs everything, `--only cost` what has `cost` in its name, `--runs 5` is
quicker and less sure, `--no-browser` leaves Chromium out.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version

from benchmarks import core, purchasing, sizing
from benchmarks.timing import Result

Benchmark = Callable[[int], list[Result]]
WITHOUT_BROWSER: dict[str, Benchmark] = {
    "command": core.command,
    "catalog": core.catalog,
    "large-bills": core.large_bills,
    "purchasing": purchasing.purchasing,
    "size": sizing.sized,
    "size-large": sizing.large_choice,
    "curve": sizing.cost_curve,
    "frontier": sizing.front,
}
LIBRARIES = ("streamlit", "pydantic", "pandas", "playwright")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="how often each thing is timed")
    parser.add_argument("--only", default="", help="a word in the names of the benchmarks to run")
    parser.add_argument("--no-browser", action="store_true", help="leave Chromium out")
    asked = parser.parse_args()
    chosen = WITHOUT_BROWSER | ({} if asked.no_browser else _in_browser())
    results: list[Result] = []
    print(f"{'':<45}{'median':>9}{'fastest':>9}{'slowest':>9}", file=sys.stderr)
    for name, benchmark in chosen.items():
        if asked.only in name:
            found = benchmark(asked.runs)
            # At once: should a later one fail, this one was measured.
            print("\n".join(_row(each) for each in found), file=sys.stderr, flush=True)
            results.extend(found)
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
        | {name: version(name) for name in LIBRARIES},
    }


def _record(found: Result) -> dict[str, object]:
    return asdict(found) | {"met": found.met}


def _row(each: Result) -> str:
    times = (each.median_s, each.fastest_s, each.slowest_s)
    columns = "".join(f"{seconds:>8.3f}s" for seconds in times)
    return f"{each.name:<45}{columns}  {_verdict(each)}".rstrip()


def _verdict(each: Result) -> str:
    words = {True: "met", False: "MISSED", None: ""}[each.met]
    if each.target.ratio is not None or each.ratio is not None:
        limit = f" of at most {each.target.ratio}" if each.target.ratio is not None else ""
        return f"ratio {each.ratio}{limit} {words}".rstrip()
    return f"{each.target.seconds}s {words}" if each.target.seconds is not None else ""


if __name__ == "__main__":
    main()
