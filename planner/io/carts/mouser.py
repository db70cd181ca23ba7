"""Mouser: a file for its BOM tool, which asks what each column is and fills a cart from it.

https://www.mouser.co.uk/help/tools/view-bom-matches tells of the tool, https://www.mouser.com/bomtool/
opens it. It finds an article by Mouser's number or by the manufacturer's.
"""

from planner.io.carts._upload import upload_of
from planner.model.carts import CartOrder, ShopCart

COLUMNS = (
    "Mouser Part Number",
    "Manufacturer Part Number",
    "Manufacturer",
    "Quantity",
    "Customer Part Number",
)


def write(order: CartOrder) -> ShopCart:
    """Return a file for Mouser's BOM tool."""
    return upload_of(order, "mouser", COLUMNS)
