"""One door: a page and a command that are asked the same ask jobs the same, and get one answer.

Every case is asked once on the page and once on the command line. What each of them hands jobs, and
what it gets, is noted at the door, so a difference in what is asked shows as well as one in the
answer.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.cli import main as command_line
from planner.io.documents.bills import read_needs
from planner.jobs import buying, sizing
from planner.model.questions import Bill
from planner.ui.buy.wishes import OwnBill
from planner.ui.visit import work

APP = Path(__file__).resolve().parents[1] / "app.py"
ON = "2024-12-01"
BILL = b"part_number,quantity,owned\nrpi-3b,7,\nmicrosd-32gb,7,1\nnobody-sells-it,1,\nfan,many,\n"
Noted = dict[str, tuple[Any, Any]]


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Noted:
    """What was asked at the door and what was answered, by the name of the job."""
    found: Noted = {}

    def note(module: Any, name: str) -> None:
        job = getattr(module, name)

        def noting(asked: Any, *rest: Any) -> Any:
            answer = job(asked, *rest)
            found[name] = (getattr(asked, "question", asked), answer)
            return answer

        monkeypatch.setattr(module, name, noting)

    for name in ("propose", "curve", "frontier", "why"):
        note(sizing, name)
    for name in ("buy", "term_prices"):
        note(buying, name)
    monkeypatch.setattr(work, "_BRIEFLY_S", 60)
    work.desk.clear()
    return found


def opened(page: str, state: dict[str, object] | None = None, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=90).run()
    app.switch_page(str(APP.parent / "planner" / "ui" / "pages" / f"{page}.py"))
    for key, text in {"day": ON, **address}.items():
        app.query_params[key] = text
    for key, value in (state or {}).items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def commanded(*words: str) -> None:
    assert command_line.main([*words, "--format", "json"]) in (0, 1)


def alike(noted: Noted, on_page: Noted, *jobs: str) -> None:
    for job in jobs:
        asked, answer = on_page[job]
        assert noted[job][0] == asked
        assert noted[job][1] == answer


def wishes(**wanted: object) -> str:
    return json.dumps(wanted)


SIZES: list[tuple[dict[str, object], dict[str, str], str]] = [
    ({"nodes": 3}, {}, f"--nodes 3 --on {ON}"),
    (
        {"nodes": 2, "storage_gb": "16", "must_not": ["gs308"], "uplinks": 2},
        {"currency": "USD"},
        f"--nodes 2 --storage 16 --must-not gs308 --uplinks 2 --currency USD --on {ON}",
    ),
    ({"nodes": 2}, {"day": "", "own": "0.9"}, "--nodes 2 --rate 0.9"),
    ({"nodes": 2, "delivered_to": "SG"}, {}, f"--nodes 2 --landed --on {ON}"),
    (
        {"nodes": 2, "delivered_to": "SG"},
        {"day": "", "own": "0.9"},
        "--nodes 2 --ship-to SG --landed --rate SGD/USD=0.9",
    ),
    ({"nodes": 3, "budget": "5"}, {}, f"--nodes 3 --budget 5 --on {ON}"),
    ({"nodes": 2, "delivered_to": "XX"}, {}, f"--nodes 2 --landed --ship-to XX --on {ON}"),
]


@pytest.mark.parametrize(("wanted", "address", "words"), SIZES, ids=[each[2] for each in SIZES])
def test_page_and_command_size_alike(
    wanted: dict[str, object], address: dict[str, str], words: str, noted: Noted
) -> None:
    opened("size", wishes=wishes(**wanted), **address)
    on_page = dict(noted)

    commanded("size", *words.split())

    alike(noted, on_page, "propose")


def test_page_and_command_question_a_sized_cluster_alike(noted: Noted) -> None:
    app = opened("size", wishes=wishes(nodes=2))
    press(app, "What does the next node cost?")
    press(app, "Cost trade-offs")
    press(app, "Why this part, and not another?")
    box = app.selectbox(key="why-part")
    box.select(next(each for each in box.options if "Raspberry Pi 4 Model B 2 GB" in each)).run()
    on_page = dict(noted)
    asked, told = on_page["why"]

    commanded("curve", "--most", "16", "--on", ON)
    commanded("frontier", "--nodes", "2", "--against", "cores", "--on", ON)
    commanded("why", asked.part_number, "--nodes", "2", "--on", ON)

    alike(noted, on_page, "curve", "frontier")
    # The page says beside it which build it shows.
    assert noted["why"][0] == asked.model_copy(update={"cost": None})
    assert noted["why"][1] == told


TERMS = {"ship": "MY", "sooner": "2.5", "most": "3", "by": "2025-06-01"}
BASKETS: list[tuple[dict[str, str], str]] = [
    ({}, f"--on {ON}"),
    ({"currency": "USD"}, f"--currency USD --on {ON}"),
    ({"day": "", "own": "0.9"}, "--rate 0.9"),
    (
        TERMS,
        f"--ship-to MY --fastest-within 2.5 --max-vendors 3 --need-by 2025-06-01 --on {ON}",
    ),
    ({"sooner": "150"}, f"--fastest-within 150 --on {ON}"),
]


@pytest.mark.parametrize(("address", "words"), BASKETS, ids=[each[1] for each in BASKETS])
def test_page_and_command_buy_alike(address: dict[str, str], words: str, noted: Noted) -> None:
    opened("buy", build="kraken", **address)
    on_page = dict(noted)

    commanded("buy", "kraken", "--partial", *words.split())

    alike(noted, on_page, "buy")


def test_page_and_command_price_terms_alike(noted: Noted) -> None:
    app = opened("buy", build="kraken", most="1")
    label = next(
        each.label
        for each in app.button
        if each.label in ("Which of your terms blocks it?", "What your terms cost")
    )
    press(app, label)
    on_page = dict(noted)

    commanded("buy", "kraken", "--partial", "--max-vendors", "1", "--on", ON)

    alike(noted, on_page, "buy", "term_prices")


def test_page_and_command_buy_a_bill_of_ones_own_alike(noted: Noted, tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_bytes(BILL)
    read = read_needs(path.name, BILL)
    facts = {"needs": read.needs, "unread": read.unread, "partly_owned": read.partly_owned}
    bill = Bill.model_validate({"title": path.name, **facts})
    opened("buy", {"own-bill": OwnBill(bill, read.findings)})
    on_page = dict(noted)

    commanded("buy", str(path), "--partial", "--on", ON)

    alike(noted, on_page, "buy")
