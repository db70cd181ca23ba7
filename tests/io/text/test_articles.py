"""Numbers of articles that addresses name."""

import pytest

from planner.io.text.articles import article_in


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://www.amazon.com/dp/B00A128S24", "B00A128S24"),
        ("https://www.amazon.de/Some-Switch/dp/B00A128S24/ref=sr_1_1?th=1", "B00A128S24"),
        ("https://amazon.sg/gp/product/B07S98YLHM?tag=x", "B07S98YLHM"),
        ("https://www.amazon.co.jp/gp/aw/d/B07S98YLHM/", "B07S98YLHM"),
        ("https://www.amazon.com/s?k=switch&variant=12", ""),
        ("https://www.amazon.com/dp/B00A128S24X", ""),
        ("https://www.amazon.com.example/dp/B00A128S24", ""),
        ("https://vilros.com/products/pi-400?variant=42441694969950", "42441694969950"),
        ("https://vilros.com/products/pi-400?a=1&variant=42441694969950#top", "42441694969950"),
        ("https://vilros.com/products/pi-400?variant=1&variant=2", ""),
        ("https://vilros.com/products/pi-400?variant=007", ""),
        ("https://vilros.com/products/pi-400?variant=red", ""),
        ("https://vilros.com/products/pi-400?variant=1%2C2%3A9", ""),
        ("https://vilros.com/products/pi-400", ""),
        ("javascript:?variant=12", ""),
        ("http://[", ""),
        ("a list of 2020", ""),
        ("", ""),
    ],
)
def test_an_address_names_an_asin_or_a_variant_or_nothing(address: str, number: str) -> None:
    assert article_in(address) == number
