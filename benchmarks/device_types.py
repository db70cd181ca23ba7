"""What it takes to import 3,000 device types: a folder of them into an empty catalog, and again.

They are made from one template: like those of the public library in 2024, the one in the middle
has 24 interfaces, one in ten 48 and more, and one in fifteen is a power strip.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Result, Target, clocked, measured, result

TYPES = 3_000
_ROOT = Path(__file__).resolve().parents[1]


def imported(runs: int) -> list[Result]:
    """Time `planner import netbox` from the start of Python to its end."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        for file, text in _types():
            path = top / "device-types" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        folders = iter(range(10_000))

        def once(to: str) -> None:
            command = ["-m", "planner", "import", "netbox", str(top), "--to", str(top / to)]
            subprocess.run(
                [sys.executable, *command, "--format", "json"],
                check=True,
                capture_output=True,
                cwd=_ROOT,
            )

        once("again")
        jobs = {
            f"import {TYPES:,} device types": clocked(lambda: once(f"new-{next(folders)}")),
            f"import {TYPES:,} that are there already": clocked(lambda: once("again")),
        }
        times = measured(jobs, runs)
    return [result(name, took, Target(seconds=6)) for name, took in times.items()]


def _types() -> Iterator[tuple[str, str]]:
    for number in range(TYPES):
        maker = f"Maker {number % 120}"
        full = str(number % 2 == 0).lower()
        head = (
            f"---\nmanufacturer: {maker}\nmodel: Model {number}\nslug: model-{number}\n"
            f"part_number: PN-{number}\nu_height: 1\nis_full_depth: {full}\n"
            "airflow: front-to-rear\nweight: 4.7\nweight_unit: kg\n"
            "comments: '[Data sheet](https://maker.example/data-sheet.pdf)'\n"
            "console-ports:\n  - name: Console\n    type: rj-45\n"
        )
        power = "".join(
            f"  - name: PSU{place}\n    type: iec-60320-c14\n    maximum_draw: 350\n"
            for place in range(1 + number % 2)
        )
        yield f"{maker}/{number}.yaml", f"{head}power-ports:\n{power}{_ports(number)}"


def _ports(number: int) -> str:
    if number % 15 == 0:
        outlets = (
            f"  - name: Outlet {place}\n    type: iec-60320-c13\n    power_port: PSU0\n"
            f"    feed_leg: {'ABC'[place % 3]}\n"
            for place in range(12)
        )
        return "power-outlets:\n" + "".join(outlets)
    copper = (8, 24, 48)[number % 3] if number % 10 else 96
    poe = "    poe_mode: pse\n    poe_type: type2-ieee802.3at\n" if number % 6 == 1 else ""
    interfaces = (
        f"  - name: GigabitEthernet1/0/{place}\n    type: 1000base-t\n{poe}"
        for place in range(copper)
    )
    cages = (f"  - name: Te1/1/{place}\n    type: 10gbase-x-sfpp\n" for place in range(4))
    return "interfaces:\n" + "".join((*interfaces, *cages))
