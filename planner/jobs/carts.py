"""The cart of each order: what its shop takes, made without asking the shop."""

from planner.engine.reporting.vendor_order import content_text
from planner.io.carts import cart_of
from planner.io.text.articles import article_in
from planner.jobs.buying import Requisition
from planner.jobs.prices import is_page_of
from planner.model.basket import Basket, OrderLine
from planner.model.carts import CartItem, CartOrder, ShopCart
from planner.model.vendors import Vendor


def carts_of(asked: Requisition, basket: Basket) -> tuple[ShopCart, ...]:
    """Return what the shop of each order of a basket takes into its cart, order by order.

    A number that no column says is read off the address of the offer's own page at its shop.
    """
    return tuple(
        cart_of(
            CartOrder(
                vendor=order.vendor,
                shop=(vendor := asked.vendors[order.vendor]).name,
                kind=vendor.cart,
                url=vendor.url,
                items=tuple(_item(line, vendor, asked) for line in order.lines if line.packs),
                is_shop=vendor.kind == "shop",
                code=vendor.code_to_enter,
            )
        )
        for order in basket.orders
    )


def _item(line: OrderLine, vendor: Vendor, asked: Requisition) -> CartItem:
    offer = line.offer
    page = offer.source if is_page_of(offer.source, vendor) and "@" not in offer.source else ""
    part = asked.catalog.by_number.get(line.part_number)
    return CartItem(
        part_number=line.part_number,
        name=content_text(line, asked.names),
        quantity=line.packs,
        pack_size=offer.pack_size,
        article_number=offer.article_number or article_in(page),
        sku=offer.sku,
        maker="" if part is None else part.maker,
        maker_number=offer.maker_number,
        page=page,
    )
