"""How lists and boards feel: a team of 10,000 todos in Chromium, on a machine four times slower than this one.

python -m bench.browser
"""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, Page, ViewportSize, sync_playwright

from app.clock import now
from app.database import make_engine
from app.settings import ROOT, Settings
from bench.bar import Bar
from bench.served import asking, fetched, plain, product, sign_in
from bench.worlds import build
from tests.services.browser import chromium

TODOS, SLOWER, VISITS, TICKS, PAGES = 10_000, 4, 5, 5, 20
PROBE = Path(__file__).with_name("probe.js")
WIDTHS = (1440, 390)
LISTS = {"team list": ("/teams/{team}", "#list", "li.row"), "board": ("/teams/{team}/board", "#board", "li.card")}
SCROLL = """async () => {
    const height = document.documentElement.scrollHeight;
    for (let y = 0; y < height; y += innerHeight / 2) {
        scrollTo(0, y);
        await new Promise(requestAnimationFrame);
    }
}"""
FIRST = ("lcp", "bare lcp", "longest", "bare longest", "cpu", "bare cpu")
THEN = ("moved", "tick", "answered", "more", "longest more", "longest scroll", "rows")
HEAD = ("page", "width", *FIRST, *THEN)
"""Milliseconds, but for `moved`, the sum of all layout shifts that nobody asked for. `cpu` is what the page's own
thread had to do until it had come. What is `bare` is the same for the page's words alone, in as many bytes: the least
that this browser takes on this machine. A `tick` is painted, and later it is answered."""
Result = dict[str, Any]


def measured(database_url: str, token: str, team: int) -> Iterator[Result]:
    """All pages in all widths, one after the other."""
    found = chromium()
    steps = len(LISTS) * len(WIDTHS) * (2 * VISITS + TICKS + PAGES)
    with product(database_url, 1) as sidekick, sync_playwright() as playwright, Bar("", steps) as bar:
        browser = playwright.chromium.launch(executable_path=found.executable, args=found.args)
        for name, (wanted, place, row) in LISTS.items():
            path = wanted.format(team=team)
            with _bare(sidekick.url + path, token) as least:
                for width in WIDTHS:
                    look = _Look(browser, sidekick.url, path, token, width, bar)
                    bare = _Look(browser, least, "/page", token, width, bar).first()
                    beside = {f"bare {name}": bare[name] for name in ("lcp", "longest", "cpu")}
                    yield {"page": name, "width": width} | look.figures(place, row) | beside
        browser.close()


@contextmanager
def _bare(url: str, token: str) -> Iterator[str]:
    """A server that has the words of this page at `/page`."""
    body, _tag = fetched(url, asking(token) | {"Accept-Encoding": "identity"})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_bytes(words_of(body))
        with plain(file, 1) as server:
            yield server.url


def words_of(page: bytes) -> bytes:
    """What a page says, a line for each of its lines, in just as many bytes, and nothing that gives it a look."""
    lines = (re.sub("<[^>]*>", " ", line).split() for line in page.decode().splitlines())
    body = "<!doctype html><title>Words</title>" + "".join(f"<p>{' '.join(line)}" for line in lines if line)
    return f"{body}<!--{'':>{len(page) - len(body.encode()) - 7}}-->".encode()


class _Look:
    """Somebody who looks at one page, in a window of one width."""

    def __init__(self, browser: Browser, home: str, path: str, token: str, width: int, bar: Bar) -> None:
        self._browser, self._home, self._path, self._token = browser, home, path, token
        self._width, self._bar, self._words = width, bar, f"{path}, {width} px"

    def figures(self, place: str, row: str) -> Result:
        """First visits, and then what is done there."""
        first = self.first()
        with self._page() as (page, _session):
            ticks = [self._click(page, _tick(page, row, n), place) for n in range(TICKS)]
            page.evaluate("() => { seen.held = []; }")
            more = list(self._pages(page, place))
            held = _longest(page)
            page.evaluate(SCROLL)
            return first | {
                "moved": round(first["moved"] + page.evaluate(MOVED), 3),
                "tick": min(shown for shown, _answered in ticks),
                "answered": min(answered for _shown, answered in ticks),
                "more": max((come for _shown, come in more), default=0),
                "longest more": held,
                "longest scroll": _longest(page),
                "rows": page.locator(row).count(),
            }

    def first(self) -> Result:
        """The quickest of some first visits, as other work only adds; of what moved the most."""
        visits = [self._visit() for _ in range(VISITS)]
        quickest = {name: min(visit[name] for visit in visits) for name in ("lcp", "longest", "cpu")}
        return quickest | {"moved": max(visit["moved"] for visit in visits)}

    def _visit(self) -> Result:
        with self._page() as (page, session):
            page.wait_for_function("() => seen.painted.length")
            told = session.send("Performance.getMetrics")["metrics"]
            spent = next(one["value"] for one in told if one["name"] == "TaskDuration")
            self._bar.advance(1, self._words)
            return {
                "lcp": round(page.evaluate("() => seen.painted.at(-1)")),
                "moved": page.evaluate(MOVED),
                "longest": _longest(page),
                "cpu": round(spent * 1000),
            }

    @contextmanager
    def _page(self) -> Iterator[tuple[Page, CDPSession]]:
        phone = self._width < 500
        window = ViewportSize(width=self._width, height=844 if phone else 900)
        context = self._browser.new_context(base_url=self._home, viewport=window, is_mobile=phone, has_touch=phone)
        context.add_cookies([{"name": "sidekick", "value": self._token, "url": self._home}])
        context.add_init_script(path=PROBE)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(self._path)
        page.evaluate(RESTS)
        yield page, session
        context.close()

    def _click(self, page: Page, target: Locator, place: str) -> tuple[int, int]:
        target.scroll_into_view_if_needed()
        page.evaluate("place => { globalThis.painted = clickToPaint(place); }", place)
        target.click()
        shown, answered = page.evaluate("() => painted")
        page.evaluate(RESTS)
        self._bar.advance(1, self._words)
        return round(shown), round(answered)

    def _pages(self, page: Page, place: str) -> Iterator[tuple[int, int]]:
        for _ in range(PAGES):
            more = page.locator("[rel=next]").first
            if more.count():
                yield self._click(page, more, place)


MOVED = "() => seen.moved.reduce((sum, one) => sum + one, 0)"
RESTS = "() => new Promise(rest => requestIdleCallback(() => requestAnimationFrame(() => setTimeout(rest))))"


def _tick(page: Page, row: str, n: int) -> Locator:
    """Of a todo without sub-todos, as others ask first."""
    return page.locator(f"{row}:not(.done, :has(.ring)) button.tick").nth(n)


def _longest(page: Page) -> int:
    """Milliseconds of the longest task that held the page up since this was asked last; 0 where none took 50."""
    longest = "() => { const longest = Math.max(0, ...seen.held); seen.held = []; return longest; }"
    return round(float(page.evaluate(longest)))


def table(results: list[Result]) -> str:
    """All of it, a line for each page and width."""
    rows = [list(HEAD), *([str(one[name]) for name in HEAD] for one in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def look(todos: int = TODOS) -> list[Result]:
    """Make a world of so many todos, and look at it."""
    folder = Path(tempfile.mkdtemp(prefix="sidekick-browser-"))
    url = f"sqlite:///{folder / 'sidekick.db'}"
    engine = make_engine(Settings(database_url=url))
    try:
        world = build(engine, todos)
        return list(measured(url, sign_in(engine), world.team))
    finally:
        engine.dispose()
        shutil.rmtree(folder)


def main() -> None:
    """Print one table and keep it."""
    results = look()
    kept = ROOT / "bench-results"
    kept.mkdir(exist_ok=True)
    file = kept / f"{now():%Y%m%dT%H%M%S}-browser.json"
    file.write_text(json.dumps({"at": f"{now():%Y-%m-%dT%H:%M:%SZ}", "results": results}, indent=1))
    sys.stdout.write(f"{table(results)}\n\nKept in {file.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
