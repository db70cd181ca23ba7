"""Where a plan is at home unless somebody says otherwise: its currency, a second one, a country."""

CURRENCY, COUNTRY = "SGD", "SG"
# Shown beside the first; beside itself it would say nothing, so the first stands there then.
SECOND_CURRENCY = "USD"


def second_currency(currency: str) -> str:
    """Return the currency that is usually shown beside this one."""
    return CURRENCY if currency == SECOND_CURRENCY else SECOND_CURRENCY
