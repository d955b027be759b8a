"""No dead links: whoever follows what the pages offer gets where it says."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.cast import Cast
from tests.routes import routes
from tests.world import furnished

HREF = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
FORM = re.compile(r'<form\b[^>]*?method="(\w+)"[^>]*?action="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
PAGES_MAX = 600
KEYS = {"after", "part", "column"}
"""What says where in a list a page begins. Of an address that says several other things, the parts are links of their
own."""


def known(app: FastAPI) -> list[tuple[str, re.Pattern[str]]]:
    """Each route as its method and a pattern of its addresses."""
    return [(one.method, re.compile(re.sub(r"{\w+}", r"[^/]+", one.path))) for one in routes(app)]


def verb(method: str, action: str) -> str:
    """The method that a form means."""
    return parse_qs(urlsplit(action).query).get("_method", [method.upper()])[0]


def page_of(url: str) -> str:
    """The address without its place on the page."""
    return url.partition("#")[0]


def kind_of(url: str) -> tuple[str, frozenset[str]]:
    """What an address says, whatever the values: months, filters and keys of lists go on without end."""
    parts = urlsplit(url)
    return parts.path, frozenset(parse_qs(parts.query, keep_blank_values=True))


@pytest.mark.parametrize("who", ["deadpond", "rusty_man", "tarantula", "north"])
def test_every_link_and_every_form_leads_somewhere(
    who: str, app: FastAPI, cast: Cast, engine: sa.Engine, client: Callable[..., TestClient]
) -> None:
    furnished(engine, cast)
    browser, served = client(getattr(cast, who)), known(app)
    to_see, dead = ["/teams"], []
    texts: dict[str, str] = {}
    kinds = {("/teams", frozenset[str]())}
    while to_see and len(texts) < PAGES_MAX:
        url = to_see.pop()
        answer = browser.get(url, follow_redirects=True)
        texts[url] = answer.text
        if answer.status_code != 200:
            dead.append(f"{url}: {answer.status_code}")
        for method, action in FORM.findall(answer.text):
            asked = verb(method, unescape(action))
            path = urlsplit(unescape(action)).path
            if not any(asked == served_method and pattern.fullmatch(path) for served_method, pattern in served):
                dead.append(f"{url}: form {asked} {path}")
        links = [unescape(href) for href in HREF.findall(answer.text)]
        dead += [f"{url}: {href}" for href in links if href.startswith("#") and href[1:] not in ID.findall(answer.text)]
        for page in sorted({page_of(href) for href in links if href.startswith("/")}):
            path, names = kind_of(page)
            if (path, names) not in kinds and len(names - KEYS) <= 1:
                kinds.add((path, names))
                to_see.append(page)
    assert dead == []
    assert len(texts) < PAGES_MAX
