"""Markets to buy in, made from a seed: what keeps a basket from being chosen line by line.

Shops ship for a flat charge, half of them for nothing over a value; some take no small order, or
charge for one, and some charge for handling. Offers have price breaks, packs, little stock or a
least quantity. With flat shipping alone the linear relaxation would be whole, and nothing proven.
"""

import math
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from planner.model.basket import Need
from planner.model.buying import Market, Settlement
from planner.model.money import RateTable
from planner.model.offers import Basis, Offer, PriceBreak
from planner.model.vendors import Vendor

DAY = date(2026, 10, 30)
LANDING = Settlement("SGD", RateTable(), DAY)
HOBBY = 8  # pieces of a line at most, for one at home
LAB = 64  # and for a laboratory


def market(lines: int, vendors: int, *, most: int, seed: int) -> tuple[tuple[Need, ...], Market]:
    """Return needs of 1 to `most` pieces, and a market in which each is sold by 40 to 90 %."""
    draw = random.Random(seed)
    shops = tuple(_shop(index, draw) for index in range(vendors))
    levels = {shop.vendor: draw.uniform(0.93, 1.10) for shop in shops}
    needs: list[Need] = []
    offers: list[Offer] = []
    for number in range(lines):
        part = f"part-{number:04}"
        needs.append(Need(part_number=part, quantity=draw.randint(1, most)))
        usual = math.exp(draw.uniform(math.log(50), math.log(6000)))
        for seller in draw.sample(shops, max(1, vendors * draw.randint(4, 9) // 10)):
            cents = round(usual * levels[seller.vendor] * draw.uniform(0.85, 1.20))
            offers.append(_offer(part, seller, max(1, cents), most, draw))
    return tuple(needs), Market(tuple(offers), shops)


def markets(
    lines: int, vendors: int, *, most: int, count: int
) -> Iterator[tuple[tuple[Need, ...], Market]]:
    """Yield so many markets of one size, each from a seed of its own."""
    return (market(lines, vendors, most=most, seed=seed) for seed in range(1, count + 1))


def _shop(index: int, draw: random.Random) -> Vendor:
    shipping = _money(draw.randint(300, 1500))
    free_over = Decimal(draw.randint(40, 150)) if draw.random() < 0.5 else None
    least = Decimal(draw.randint(10, 40)) if draw.random() < 0.15 else None
    charges = least is not None and draw.random() < 0.7
    return Vendor(
        vendor=f"shop-{index:03}",
        name=f"Shop {index}",
        kind="shop",
        currency="SGD",
        tax_percent=Decimal(0),
        shipping=shipping,
        free_shipping_over=free_over,
        minimum_order=least,
        small_order_charge=_money(draw.randint(200, 600)) if charges else None,
        handling=_money(draw.randint(100, 300)) if draw.random() < 0.1 else None,
    )


def _offer(part: str, seller: Vendor, cents: int, most: int, draw: random.Random) -> Offer:
    """Return an offer at a price a piece: three in ten with breaks, one in four with a limit."""
    prices = {1: cents}
    if draw.random() < 0.3:
        prices[5] = max(1, cents * 95 // 100)
        if draw.random() < 0.5:
            prices[25] = max(1, cents * 88 // 100)
    pack, stock, least = 1, None, 1
    kind = draw.random()
    if kind < 0.10:
        pack = draw.choice((2, 5, 10))
        prices = {1: max(1, round(cents * pack * draw.uniform(0.8, 1.0)))}
    elif kind < 0.20:
        stock = draw.randint(1, most)
    elif kind < 0.25:
        least = draw.randint(2, 5)
    return Offer(
        vendor=seller.vendor,
        part_number=part,
        currency="SGD",
        price_breaks=tuple(
            PriceBreak(min_quantity=start, price=_money(price)) for start, price in prices.items()
        ),
        pack_size=pack,
        stock=stock,
        minimum_quantity=least,
        quoted_on=DAY,
        basis=Basis.QUOTED,
        source="made from a seed",
    )


def _money(cents: int) -> Decimal:
    return Decimal(cents) / 100
