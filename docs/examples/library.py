"""The worked example of docs/library.md: size, change, cost, buy, and a sweep with pandas."""

from datetime import date
from decimal import Decimal

import pandas as pd

import planner

# --- open a catalog -------------------------------------------------------------------------------
day = date(2026, 9, 14)
folder = planner.open_workspace(planner.shipped_catalog(), today=day)

# --- size -----------------------------------------------------------------------------------------
wanted = planner.Requirement(on=day, nodes=4, ram_gb=Decimal(4), mbps=1000)
found = planner.propose(
    planner.SizeQuestion(wanted=wanted), folder.catalog, effort=planner.lasting(60)
)
plan, bom = found.sizing.plan, found.sizing.bom
if plan is None or bom is None:
    raise SystemExit(f"no build: {found.conflict}")
print("sized:", bom.total, found.sizing.status)
for each in plan.bill.lines:
    print(f"  {each.quantity} x {each.part_number}")

# --- change ---------------------------------------------------------------------------------------
mine = planner.own_copy(plan)
cards = next(at for at, each in enumerate(mine.positions) if each.slot == "storage")
mine = planner.with_quantity(mine, cards, 6)

# --- cost -----------------------------------------------------------------------------------------
terms = planner.CostTerms(also=("USD",))
plan, bom = planner.cost_asked(planner.CostQuestion(build=mine, terms=terms), folder)
print("changed:", bom.total, "=", bom.also[0])
for finding in plan.findings:
    print(f"  {finding.severity}: {finding.code}")

# --- buy ------------------------------------------------------------------------------------------
asked = planner.requisition(planner.BuyQuestion(what=mine, on=day), folder)
purchase = planner.buy(asked, planner.lasting(60))
basket = purchase.basket
if basket is None:
    raise SystemExit(f"not to be had: {purchase.missing}")
print("bought:", purchase.status, "at least", basket.at_least)
for order in basket.orders:
    print(f"  {order.vendor}: {len(order.lines)} lines, total {order.total}")
print("  unknown:", sorted({each.term for each in basket.unknown}))

# --- sweep: sizes and currencies ------------------------------------------------------------------
rows = []
for nodes in (2, 4, 8):
    for currency in ("SGD", "USD"):
        size = wanted.model_copy(update={"nodes": nodes, "currency": currency})
        sized = planner.propose(
            planner.SizeQuestion(wanted=size), folder.catalog, planner.lasting(60)
        ).sizing
        total = sized.bom.total if sized.bom else None
        rows.append({"nodes": nodes, "currency": currency, "total": total and total.amount})
table = pd.DataFrame(rows).pivot(index="nodes", columns="currency", values="total")
print(table.to_string())
