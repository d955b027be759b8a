"""The one stylesheet that is sent says to a browser what the stylesheets say that it is made of."""

import re

from playwright.sync_api import Browser

from app.assets import styles
from app.settings import ROOT

RULES = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText);
}"""


def test_it_means_the_same(browser: Browser) -> None:
    folder = ROOT / "static/css"
    paths = sorted(folder.glob("*.css"), key=lambda path: (path.name != "_layers.css", path))
    sources = "\n".join(path.read_text() for path in paths)
    page = browser.new_page()
    sent = page.evaluate(RULES, styles(folder).decode())
    meant = page.evaluate(RULES, sources)
    page.close()
    assert [plain(rule) for rule in sent] == [plain(rule) for rule in meant] != []


def plain(rule: str) -> str:
    """Values that hold variables are kept as they are written, and `.a *:hover` is `.a :hover`."""
    return re.sub(r"\s*([,/])\s*", r"\1", rule.replace("*:", ":").replace(": ", ":"))
