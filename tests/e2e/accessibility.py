"""What is wrong with a page for whoever reads it otherwise: axe-core, and measures that it does not take."""

from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page

AXE = next(Path(__file__).parent.glob("axe/axe-*.min.js")).read_text("utf-8")
"""Deque's axe-core; the version is in the file's name. `npm pack axe-core` brings the next one, and its licences."""
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = """async options => (await axe.run(document, options)).violations.flatMap(
    ({ id, nodes }) => nodes.map(node => `${id}: ${node.target} ${node.failureSummary}`)
)"""
SETTLED = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    do await frame().then(frame);
    while (document.getAnimations().length);
}"""
"""Two frames, as the first one may still be on its way, and then as many as something moves."""
OVERFLOW = """width => [...document.querySelectorAll("body *")]
    .filter(element => element.checkVisibility() && !element.closest("svg, .vh, .skip, .strip"))
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .filter(element => {
        for (let at = element.parentElement; at; at = at.parentElement)
            if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return false;
        return true;
    })
    .map(element => `${element.tagName}.${element.className} ends at ${element.getBoundingClientRect().right}`)"""
CONTROLS = ".btn, button.tick, .dock a, .tabs a, .menu a, .menu button, .input, .group > summary"
SMALL = """([controls, least]) => [...document.querySelectorAll(controls)]
    .filter(element => element.checkVisibility() && !element.closest(".vh, [hidden]"))
    .map(element => [element, element.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < least && box.width > 0)
    .map(([element, box]) => `${element.outerHTML.slice(0, 90)} is ${box.width} × ${box.height}`)"""


def complaints_of(page: Page) -> list[str]:
    """What the browser complains about from now on: errors of scripts, and breaches of the content security policy."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # The browser itself notes each answer of 400 and above.
        if message.type in {"error", "warning"} and "the server responded with a status of 4" not in message.text:
            heard.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def faults(page: Page) -> list[str]:
    """What axe-core finds once nothing moves any more, one sentence each."""
    page.evaluate(SETTLED)
    return _axe(page, {"runOnly": STANDARDS})


def unreadable_at_night(page: Page) -> list[str]:
    """Switch to the dark theme; words that stand out too little from their ground; all that another theme can break."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)
    return _axe(page, {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}})


def _axe(page: Page, options: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, {**options, "resultTypes": ["violations"]})
    return found


def overflowing(page: Page) -> list[str]:
    """What makes the page scroll sideways, or is cut off at its edge; what scrolls in a box of its own is neither."""
    page.evaluate(SETTLED)  # what hears of another width puts itself in place in the next frame
    # Not innerWidth: a phone zooms out until everything fits.
    found: list[str] = page.evaluate(OVERFLOW, page.viewport_size and page.viewport_size["width"])
    return found


def hard_to_hit(page: Page, least: int) -> list[str]:
    """Controls that are less than so many pixels wide or high."""
    found: list[str] = page.evaluate(SMALL, [CONTROLS, least])
    return found
