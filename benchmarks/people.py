"""Many people at once over the app's own socket, with hard questions and large files beside them.

`python -m benchmarks.people --people 200 --every 5 --minutes 10 --solving 10 --uploading 2` serves
the app with the shipped catalog and a market of 500 lines × 100 vendors beside it. Each person has
the page Plan open and changes a quantity again and again; those who solve ask page Buy for the
market on ever other terms; those who upload drop price lists of 100,000 rows on page Catalog. What
is timed is a click: from the moment it is sent until the new total is there.
"""

import argparse
import asyncio
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.market_folder import BUILD, price_list, write_folder
from benchmarks.purchase_markets import DAY
from benchmarks.servers import ROOT, server_of
from benchmarks.sessions import VisitError, Visitor

BUILDS = ("kraken", "octopi", "leviathan", "kraken-gigabit")
P95_MS, P99_MS, SESSION_MB = 150, 400, 0.3
# Opened one after another over so many seconds; clicks count a while after the last has come.
_COME_WITHIN_S, _CALM_S = 20.0, 5.0
_ROWS = 100_000


@dataclass(frozen=True)
class Crowd:
    """How many people there are, what they do, and for how long."""

    people: int = 200
    every_s: float = 5.0
    minutes: float = 10.0
    solving: int = 10
    uploading: int = 2


@dataclass
class Seen:
    """What happened: times of clicks in seconds, answers, errors, and memory in MB."""

    clicks: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    solved: list[float] = field(default_factory=list)
    uploaded: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    server_mb: list[tuple[float, float]] = field(default_factory=list)
    workers_mb: list[float] = field(default_factory=list)


def measure(crowd: Crowd) -> tuple[Seen, float]:
    """Return what happened in a crowd, and how much a session takes of the server's memory."""
    with tempfile.TemporaryDirectory() as folder:
        catalogs, own = Path(folder, "catalogs"), Path(folder, "own")
        write_folder(catalogs, lines=500, vendors=100)
        settings = {"PLANNER_CATALOGS": str(catalogs), "PLANNER_DATA": str(own)}
        with server_of(ROOT / "app.py", **settings) as (address, pid):
            return asyncio.run(_measured(crowd, address, pid))


async def _measured(crowd: Crowd, address: str, pid: int) -> tuple[Seen, float]:
    seen = Seen()
    async with Visitor(address) as first:  # the catalog is read, and all libraries
        await first.open("plan")
        await first.open("buy")
    before_mb = _memory_mb(pid)
    until = time.perf_counter() + crowd.minutes * 60
    tasks = [
        *(_clicking(address, number, crowd, until, seen) for number in range(crowd.people)),
        *(_solving(address, number, until, seen) for number in range(crowd.solving)),
        *(_uploading(address, until, seen) for _ in range(crowd.uploading)),
    ]
    watching = asyncio.create_task(_watching(pid, seen))
    await asyncio.gather(*tasks)
    watching.cancel()
    after_mb = _memory_mb(pid)
    seen.server_mb = [(0.0, before_mb), *seen.server_mb, (crowd.minutes * 60, after_mb)]
    return seen, (after_mb - before_mb) / max(1, crowd.people + crowd.solving + crowd.uploading)


async def _clicking(address: str, number: int, crowd: Crowd, until: float, seen: Seen) -> None:
    """Change a quantity on page Plan every so many seconds."""
    draw, all_there = random.Random(number), time.perf_counter() + _COME_WITHIN_S + _CALM_S
    await asyncio.sleep(_COME_WITHIN_S * number / max(crowd.people, 1))
    while time.perf_counter() < until:
        try:
            async with Visitor(address) as visitor:
                start = time.perf_counter()
                await visitor.open("plan", f"build={BUILDS[number % len(BUILDS)]}")
                seen.opened.append(time.perf_counter() - start)
                while time.perf_counter() < until:
                    await asyncio.sleep(crowd.every_s * draw.uniform(0.5, 1.5))
                    took = await _click(visitor, draw)
                    if time.perf_counter() > all_there:
                        seen.clicks.append(took)
        except (VisitError, OSError, TimeoutError, KeyError, StopIteration) as error:
            seen.errors.append(f"click: {type(error).__name__}: {error}"[:300])


async def _click(visitor: Visitor, draw: random.Random) -> float:
    rows = visitor.data("bill-rows")
    line = draw.choice([each for each in rows["lines"] if each.get("quantity")])
    wanted = line["quantity"] + (1 if line["quantity"] < 5 else -1)
    before = _total(visitor)
    edit = {"number": rows["seen"] + 1, "quantities": [[line["key"], wanted]]}
    start = time.perf_counter()
    await visitor.send("bill-rows", "edit", edit)
    return await visitor.hear(lambda: _total(visitor) not in (before, "")) - start


def _total(visitor: Visitor) -> str:
    """Return the total on the page as it is written there."""
    bodies = (
        each.markdown.body
        for each in visitor.elements.values()
        if each.WhichOneof("type") == "markdown"
    )
    return next((each for each in bodies if each.startswith(("Total", "Subtotal"))), "")


async def _solving(address: str, number: int, until: float, seen: Seen) -> None:
    """Buy the market again and again, each time without another shop."""
    turn = number
    while time.perf_counter() < until:
        try:
            async with Visitor(address) as visitor:
                start = time.perf_counter()
                left_out = f"shop-{turn % 100:03},shop-{turn // 100 % 100:03}"
                await visitor.open("buy", f"build={BUILD}&day={DAY}&without={left_out}")
                while visitor.looks_again and time.perf_counter() < until:
                    await visitor.look_again()
                if not visitor.looks_again:
                    seen.solved.append(time.perf_counter() - start)
                turn += 17
        except (VisitError, OSError, TimeoutError) as error:
            seen.errors.append(f"solve: {type(error).__name__}: {error}"[:300])


async def _uploading(address: str, until: float, seen: Seen) -> None:
    """Drop a large price list on page Catalog, and come again with another one."""
    content = price_list(_ROWS)
    while time.perf_counter() < until:
        try:
            async with Visitor(address) as visitor:
                await visitor.open("catalog")
                await visitor.choose("tab", "Import parts and prices")
                await visitor.hear(lambda: False)
                start = time.perf_counter()
                await visitor.upload("own-files", "other.csv", content)
                await visitor.hear(lambda: False)
                while visitor.looks_again and time.perf_counter() < until:
                    await visitor.look_again()
                seen.uploaded.append(time.perf_counter() - start)
                await asyncio.sleep(20)
        except (VisitError, OSError, TimeoutError, KeyError) as error:
            seen.errors.append(f"upload: {type(error).__name__}: {error}"[:300])
            await asyncio.sleep(1)


async def _watching(pid: int, seen: Seen) -> None:
    start = time.perf_counter()
    while True:
        await asyncio.sleep(5)
        seen.server_mb.append((time.perf_counter() - start, _memory_mb(pid)))
        seen.workers_mb.append(max(map(_memory_mb, _children(pid)), default=0.0))


def _memory_mb(pid: int) -> float:
    """Return the memory of a process; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children(pid: int) -> Iterator[int]:
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = each.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == pid:
            yield int(each.parent.name)


# --- figures --------------------------------------------------------------------------------------


def quantile_ms(times: Sequence[float], percent: float) -> float | None:
    """Return the time that so many percent of them do not exceed, in ms."""
    if not times:
        return None
    return round(1000 * sorted(times)[math.ceil(len(times) * percent / 100) - 1], 1)


def figures(crowd: Crowd) -> Iterator[Figure]:
    """Yield what a crowd of this size sees, and what it costs."""
    seen, session_mb = measure(crowd)
    who = f"{crowd.people} people"
    beside = f"{crowd.solving} solving, {crowd.uploading} uploading"
    yield Figure(f"{who}: click to total, p50", quantile_ms(seen.clicks, 50), "ms", note=beside)
    yield Figure(f"{who}: click to total, p95", quantile_ms(seen.clicks, 95), "ms", P95_MS, beside)
    yield Figure(f"{who}: click to total, p99", quantile_ms(seen.clicks, 99), "ms", P99_MS, beside)
    yield Figure(f"{who}: clicks", len(seen.clicks), "clicks")
    first = seen.errors[0] if seen.errors else ""
    yield Figure(f"{who}: errors", len(seen.errors), "errors", 0, first)
    yield Figure(f"{who}: page opened, p95", quantile_ms(seen.opened, 95), "ms")
    yield Figure(f"{who}: markets answered", len(seen.solved), "answers", note=_spread(seen.solved))
    yield Figure(f"{who}: files read", len(seen.uploaded), "files", note=_spread(seen.uploaded))
    begin, end = seen.server_mb[0][1], seen.server_mb[-1][1]
    course = " ".join(f"{mb:.0f}" for _, mb in seen.server_mb[:: max(1, len(seen.server_mb) // 12)])
    yield Figure(f"{who}: server at the begin", round(begin), "MB")
    yield Figure(f"{who}: server at the end", round(end), "MB", note=course)
    yield Figure(f"{who}: memory a session", round(session_mb, 2), "MB", SESSION_MB)
    yield Figure(f"{who}: largest worker", round(max(seen.workers_mb, default=0)), "MB")


def _spread(times: Sequence[float]) -> str:
    return f"{min(times):.1f} to {max(times):.1f} s" if times else ""


def crowded(_: int) -> Iterator[Figure]:
    """Tell of a small crowd, for two minutes."""
    yield from figures(Crowd(people=50, minutes=2, solving=2, uploading=1))


def main() -> None:
    """Measure the crowd that was asked for, and print its figures."""
    usual = Crowd()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.people", description=__doc__)
    parser.add_argument("--people", type=int, default=usual.people)
    parser.add_argument("--every", type=float, default=usual.every_s, help="seconds between clicks")
    parser.add_argument("--minutes", type=float, default=usual.minutes)
    parser.add_argument("--solving", type=int, default=usual.solving)
    parser.add_argument("--uploading", type=int, default=usual.uploading)
    asked = parser.parse_args()
    crowd = Crowd(asked.people, asked.every, asked.minutes, asked.solving, asked.uploading)
    for each in figures(crowd):
        met = {None: "", True: "  met", False: "  not met"}[each.met]
        most = "" if each.most is None else f" (at most {each.most})"
        print(f"{each.name:<45}{each.value!s:>10} {each.unit}{most}{met}  {each.note}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
