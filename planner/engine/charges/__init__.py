"""An order goes in, what it costs beyond its goods comes out, charge by charge.

A charge is one class in a file of its own, named in the table below. From the table follow the
count in money, the program in whole numbers, the bound for dominated offers, what a larger order
may save, the sheets, and, through the charges of an order (`model/basket.py`), every screen and
file. The order is that in which they are added: each may be a share of those before it.
"""

from planner.engine.charges._border import Duty, ImportTax
from planner.engine.charges._brokerage import Brokerage
from planner.engine.charges._card import Card
from planner.engine.charges._coupon import OffByCode
from planner.engine.charges._discount import Discount
from planner.engine.charges._handling import Handling
from planner.engine.charges._tax import Tax
from planner.engine.charges.charge import Charge
from planner.engine.charges.shipping import Shipping

# What is taken off goods before tax is counted.
_OFF_GOODS = (Discount(), OffByCode())
# What is paid for goods, before a card adds its share of all of it.
_BEFORE_CARD: tuple[Charge, ...] = (
    *_OFF_GOODS,
    Shipping(),
    Handling(),
    Tax(_OFF_GOODS),
    Brokerage(),
)
CHARGES: tuple[Charge, ...] = (
    *_BEFORE_CARD,
    Card(base=("goods", *(charge.key for charge in _BEFORE_CARD))),
    Duty(),
    ImportTax(),
)
PAID = tuple(charge for charge in CHARGES if not charge.at_border)
BORDER = tuple(charge for charge in CHARGES if charge.at_border)
