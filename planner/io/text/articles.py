"""Numbers by which shops know their articles, where the address of a page names one."""

import re
from urllib.parse import parse_qs, urlsplit

# https://webservices.amazon.com/paapi5/documentation/add-to-cart-form.html lists a shop for each
# country; every one has its host.
AMAZON_HOSTS = frozenset(
    f"amazon.{ending}"
    for ending in (
        "com ca com.mx com.br co.uk ie de fr it es nl com.be pl se eg ae sa in co.jp com.au sg "
        "com.tr"
    ).split()
)
ASIN = re.compile(r"[A-Z0-9]{10}", re.ASCII)
# No shop of that platform has numbers with more digits.
VARIANT_ID = re.compile(r"[1-9][0-9]{0,19}", re.ASCII)
_ASIN_STEP = re.compile(r"/(?:dp|gp/product|gp/aw/d)/([A-Z0-9]{10})(?:/|$)", re.ASCII)


def article_in(address: str) -> str:
    """Return the number of the article that an address names: an ASIN, or a shop's variant.

    Empty if it names none.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # such as http://[
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    if host in AMAZON_HOSTS:
        found = _ASIN_STEP.search(parts.path)
        return found[1] if found else ""
    named = parse_qs(parts.query).get("variant", [])
    return named[0] if len(named) == 1 and VARIANT_ID.fullmatch(named[0]) else ""
