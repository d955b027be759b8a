"""/help/keys: every key and what it does, as a page and as a dialog."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from starlette.responses import Response

from app.i18n import N_
from app.rendering import Fragment, Page, over_the_page, swaps
from app.request import Ctx, Router

router = Router()


ALWAYS = (
    {f"Alt {arrow}" for arrow in "↑↓←→"}
    | {"←", "→", "↑", "↓"}
    | {"Ctrl K", "Ctrl Z", "Ctrl Shift Z", "Ctrl Y", "Ctrl Enter", "Enter", "Esc"}
)
"""Ways that cannot be switched off: they stop nobody from typing or speaking."""


NAMES = (N_("Ctrl"), N_("Shift"), N_("Alt"), N_("Enter"), N_("Esc"), N_("Space"), N_("Delete"))
"""What is written on keys, and on those of other languages otherwise."""


class Key(NamedTuple):
    """Ways to the same deed, such as "Ctrl K" (together) or "G T" (one after the other)."""

    ways: Sequence[str]
    does: str

    def works(self, single_keys: bool, off: Collection[str] = ()) -> list[list[str]]:
        """The ways that work, key by key."""
        return [way.split() for way in self.ways if way in ALWAYS or (single_keys and way not in off)]


KEYS: dict[str, Sequence[Key]] = {
    N_("Anywhere"): (
        Key(("Ctrl K", "/"), N_("Search, jump or do")),
        Key(("G D",), N_("Go to your day")),
        Key(("G A",), N_("Go to all todos")),
        Key(("G T",), N_("Go to your teams")),
        Key(("G B",), N_("Go to the board of all teams")),
        Key(("G C",), N_("Go to your calendar")),
        Key(("G H",), N_("Go to the heroes")),
        Key(("Ctrl Z", "Z"), N_("Undo the last change")),
        Key(("Ctrl Shift Z", "Ctrl Y"), N_("Redo it")),
        Key(("Ctrl Enter",), N_("Send the form you are in")),
        Key(("Esc",), N_("Close what is open, clear the selection")),
        Key(("?",), N_("These keys")),
    ),
    N_("In a list"): (
        Key(("N",), N_("New todo")),
        Key(("J", "↓"), N_("Next todo")),
        Key(("K", "↑"), N_("Previous todo")),
        Key(("Enter", "O"), N_("Open it")),
        Key(("Space", "D"), N_("Mark done or reopen")),
        Key(("X",), N_("Select it")),
        Key(("Shift X",), N_("Select all up to it")),
        Key(("Alt ↑", "Alt ↓"), N_("Move it up or down, and on to the next section")),
        Key(("Alt ←", "Alt →"), N_("On a board: to the column beside. In a list: out of, or below, the one above")),
        Key(("1", "2", "3", "4"), N_("List, board, calendar, roster")),
    ),
    N_("In a calendar"): (
        Key(("←", "→", "↑", "↓"), N_("From todo to todo, from day to day")),
        Key(("Alt ←", "Alt →"), N_("Move the todo by a day")),
        Key(("Alt ↑", "Alt ↓"), N_("Move it by a week")),
        Key((",", "."), N_("Earlier, later")),
        Key(("T",), N_("Today")),
        Key(("M", "W"), N_("Month, week")),
    ),
    N_("On a todo"): (
        Key(("E",), N_("Edit")),
        Key(("C",), N_("Comment")),
        Key(("D",), N_("Mark done or reopen")),
        Key(("A",), N_("Heroes")),
        Key(("L",), N_("Labels")),
        Key(("T",), N_("Due date")),
        Key(("P",), N_("Priority")),
        Key(("M",), N_("Move to a section or team")),
        Key(("#", "Delete"), N_("Delete, which can be undone")),
    ),
}
"""By where they work. What is done on a todo is done to the todo of a list on which J or K has stopped, too."""


def optional() -> dict[str, list[str]]:
    """Every way that can be switched off, with all that it does in one place or another."""
    ways = [(way, key.does) for keys in KEYS.values() for key in keys for way in key.ways if way not in ALWAYS]
    return {way: list(dict.fromkeys(does for other, does in ways if other == way)) for way, _does in ways}


def switched_off(before: Iterable[str], shown: Iterable[str], working: Iterable[str]) -> list[str]:
    """The ways that are off after a form that showed some and came back with those that shall work."""
    return sorted((set(before) | (set(shown) & optional().keys())) - set(working))


@dataclass(frozen=True)
class KeyList(Fragment, template="help/_keys.html"):
    """All keys, in groups under headings of this level."""

    groups: dict[str, Sequence[Key]]
    single_keys: bool
    off: Sequence[str] = ()
    level: str = "h2"

    @property
    def id(self) -> str:
        """`keys`"""
        return "keys"


@dataclass(frozen=True)
class KeysDialog(Fragment, template="help/_keys_dialog.html"):
    """The same over the page."""

    list: KeyList

    @property
    def id(self) -> str:
        """`keys-dialog`"""
        return "keys-dialog"


@dataclass(frozen=True)
class KeysPage(Page, template="help/keys.html"):
    """The same as a page."""

    list: KeyList


@router.get("/help/keys")
def show(ctx: Ctx) -> Response:
    """All keys; with a script over the page."""
    keys = KeyList(KEYS, ctx.hero.single_keys, ctx.hero.keys_off)
    return swaps(ctx, over_the_page(KeysDialog(replace(keys, level="h3"))), otherwise=KeysPage(keys))
