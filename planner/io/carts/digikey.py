"""DigiKey: a file for its lists, which asks what each column is and fills a cart from it.

https://www.digikey.com/en/resources/bom-manager leads to them. An article is found by DigiKey's
number or by the manufacturer's.
"""

from planner.io.carts._upload import upload_of
from planner.model.carts import CartOrder, ShopCart

COLUMNS = (
    "DigiKey Part Number",
    "Manufacturer Part Number",
    "Manufacturer Name",
    "Quantity",
    "Customer Reference",
)


def write(order: CartOrder) -> ShopCart:
    """Return a file for DigiKey's lists."""
    return upload_of(order, "digikey", COLUMNS)
