"""Markets to buy in, made from a seed: lines, vendors, prices, shipping."""

import random
from datetime import date
from decimal import Decimal

from planner.engine.landing import Landing
from planner.engine.purchasing import Market
from planner.model.money import RateTable
from planner.model.purchase import Basis, Offer, PriceBreak, Vendor
from planner.model.sourcing import Need

DAY = date(2026, 10, 30)
LANDING = Landing("SGD", RateTable(), DAY)


def market(lines: int, vendors: int, *, most: int, seed: int) -> tuple[tuple[Need, ...], Market]:
    """Return needs of 1 to `most` pieces and a market in which most vendors sell each."""
    draw = random.Random(seed)
    shops = tuple(
        Vendor(
            vendor=f"shop-{index}",
            name=f"Shop {index}",
            kind="shop",
            currency="SGD",
            shipping=Decimal(draw.randint(400, 1500)) / 100,
        )
        for index in range(vendors)
    )
    needs, offers = [], []
    for number in range(lines):
        part = f"part-{number}"
        needs.append(Need(part_number=part, quantity=draw.randint(1, most)))
        usual = draw.randint(50, 1500)
        for seller in draw.sample(shops, max(1, vendors * 4 // 5)):
            price = Decimal(round(usual * draw.uniform(0.85, 1.25))) / 100
            offers.append(
                Offer(
                    vendor=seller.vendor,
                    part_number=part,
                    currency="SGD",
                    price_breaks=(PriceBreak(min_quantity=1, price=price),),
                    quoted_on=DAY,
                    basis=Basis.QUOTED,
                    source="made from a seed",
                )
            )
    return tuple(needs), Market(tuple(offers), shops)
