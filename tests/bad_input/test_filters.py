"""Any query of a list gives the list, and says what of it could not be understood."""

from collections.abc import Callable
from itertools import product
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from app.filtering.address import NAMES
from tests.bad_input.test_every_field import HOSTILE, RAW
from tests.cast import Cast

Client = Callable[..., TestClient]
ODD = (
    *(value[:2600] for value in HOSTILE),  # longer than is read, and all names together fit into an address
    "#0",
    f"#{2**63}",
    "#" + "9" * 18,
    ",,,",
    '"',
    '""""',
    "<999999d",
    "9999w",
    "..",
    "0001-01-01..9999-12-31",
    ">=9998-12-31",
    "<1900-01-01",
    "-",
    "a,b,c,d,e," * 100,
    "late,today,week,7d,none,any",
    "' OR 1=1 --",
    "%",
    "_",
    "state:open" * 50,
)


@pytest.mark.parametrize("path", ["/teams/{team}", "/todos", "/search"])
def test_no_query_breaks_a_list(path: str, cast: Cast, client: Client) -> None:
    browser, address = client(cast.rusty_man), path.format(team=cast.z_force)
    everything = [[(name, value) for name in sorted(NAMES)] for value in ODD]
    queries = ["&".join(f"{quote(name)}={quote(value)}" for name, value in pairs) for pairs in everything]
    queries += [f"{name}={raw.decode('latin-1')}" for name, raw in product(("q", "label", "sort"), RAW)]
    queries += ["&".join(["q=word"] * 500), "label=x&" * 300, "q=" + "roof+" * 900, "view=all&part=x&after=y"]
    for query in queries:
        assert browser.get(f"{address}?{query}").status_code in (200, 404), query[:200]  # a team that is not theirs


def test_what_is_too_much_is_said(cast: Cast, client: Client) -> None:
    page = client(cast.rusty_man).get(f"/teams/{cast.z_force}?q={'+'.join(f'w{n}' for n in range(90))}").text
    assert "That is more than a list looks for at once; the rest of it was left out." in page
