"""Countries that goods are delivered to, as people call them."""

COUNTRIES: dict[str, str] = dict(
    pair.split(" ", 1)
    for pair in """\
SG Singapore
AU Australia
AT Austria
BE Belgium
BR Brazil
CA Canada
CL Chile
CN China
CZ Czechia
DK Denmark
FI Finland
FR France
DE Germany
GR Greece
HK Hong Kong
HU Hungary
IN India
ID Indonesia
IE Ireland
IL Israel
IT Italy
JP Japan
KR South Korea
LU Luxembourg
MY Malaysia
MX Mexico
NL Netherlands
NZ New Zealand
NO Norway
PH Philippines
PL Poland
PT Portugal
RO Romania
SA Saudi Arabia
ZA South Africa
ES Spain
SE Sweden
CH Switzerland
TW Taiwan
TH Thailand
TR Türkiye
AE United Arab Emirates
GB United Kingdom
US United States
VN Vietnam""".splitlines()
)


def country_name(code: str) -> str:
    """Return a country's name; one that is not listed is shown by its two letters."""
    return COUNTRIES.get(code, code)
