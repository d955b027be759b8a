"""Where things are on a page, once they have stopped to move."""

from playwright.sync_api import FloatRect, Locator


def boxes_of(*things: Locator) -> list[FloatRect]:
    """Scroll to each, wait until it lies still and open to the pointer; then where they all are, so that they can be
    aimed at a moment later."""
    for thing in things:
        thing.hover(trial=True)
    return [box for thing in things if (box := thing.bounding_box())]
