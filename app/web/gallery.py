"""GET /gallery: every component in every state, in both themes. A change to the CSS is done when it looks right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel
from starlette.responses import Response

from app.access.faces import Face
from app.access.load import Load
from app.forms import Form, Rule
from app.grammar.search import Piece
from app.models.types import Hue
from app.rendering import OpenPage, open_page
from app.request import OpenCtx, Router
from app.settings import ROOT
from app.toasts import Toast
from app.versus import Conflict, Versus
from app.web.mailing import Mailbag
from app.web.teams.views import Clock
from app.wording import Due

router = Router()


@dataclass(frozen=True)
class Coloured:
    """A team or a label to show."""

    name: str
    colour: str


@dataclass(frozen=True)
class Row:
    """A todo on a line. `subs` are done and all; `look` is one of the row's states."""

    id: int
    title: str
    due: Due | None = None
    label: Coloured | None = None
    people: Sequence[Face] = ()
    priority: str = "normal"
    subs: tuple[int, int] | None = None
    comments: int = 0
    done: bool = False
    look: str = ""


MIRA = Face(1, "Mira Lindqvist", Hue.ORCHID)
BEN = Face(2, "Ben Okafor", Hue.CORAL)
ANA = Face(3, "Ana Ferreira", Hue.TEAL)
EMIL = Face(4, "Emil Strand", Hue.SLATE, is_guest=True)
NOOR = Face(5, "Noor Haddad", Hue.IRIS, deactivated=True)
HOUSE = Coloured("house", Hue.AMBER)
GEAR = Coloured("gear", Hue.TEAL)
PRESS = Coloured("press", Hue.IRIS)

CLOCK = Clock("08:14", "2026-05-12T08:14", "Europe/Lisbon")
LATE = Due("4 days late", "2026-05-08", "late")
TODAY = Due("Today 17:00", "2026-05-12T17:00", "today")
SOON = Due("Fri 29 May", "2026-05-29", "")

ROWS = (
    Row(1, "Translate the safety leaflet into Portuguese", None, PRESS, [ANA]),
    Row(2, "Renew the liability insurance", LATE, HOUSE, [BEN], "urgent", comments=4),
    Row(3, "Call the roofer about the leak over bay 2", SOON, HOUSE, [ANA], "high", look="picked"),
    Row(4, "Move headquarters to the old fire station", SOON, HOUSE, [MIRA, BEN], "high", (7, 12), look="show-hover"),
    Row(5, "Replace the radio batteries in van 2", TODAY, GEAR, [EMIL, NOOR], comments=1, look="show-focus-row"),
    Row(6, "Pay the water bill for the station", Due("Done 08:02", "2026-05-12", "done"), HOUSE, [BEN], done=True),
    Row(7, "Solar panels for the station roof", None, HOUSE, [], "low", (0, 6)),
)
FORM: Form[BaseModel] = Form(
    values={"title": "Turn the compost", "due": "31 June", "role": "guest", "heroes": ["ana"], "keep": "on"},
    errors={"due": "June has 30 days. Did you mean 30 June or 1 July?"},
    rules={"title": Rule(required=True, max_length=300), "notes": Rule(max_length=100)},
)
ACCOUNT: Form[BaseModel] = Form(
    values={"time_zone": "", "name": "Noor Haddad", "email": "noor", "password": "", "current_password": ""},
    errors={"email": "That is not an address.", "password": "8 characters or more."},
)
CHOICE = Versus(
    "title", "Title", "Turn the heap", "Turn the compost twice", "Turn the compost", {"title": "Turn the compost twice"}
)
CHANGED_TWICE: Form[BaseModel] = Form(
    conflict=Conflict("Ben changed the title while you were editing.", BEN, "Ben’s", [CHOICE])
)
MAILING = Mailbag(Form(values={"token": "", "email": ""}), "/gallery", "ben@example.org")
LOAD = Load(1, 3, 5)


@dataclass(frozen=True)
class Sample:
    """What the components show."""

    heroes: Sequence[Face] = (MIRA, BEN, ANA, EMIL, NOOR)
    teams: Sequence[Coloured] = (
        Coloured("Kitchen Garden", Hue.FERN),
        Coloured("Choir Tour", Hue.ORCHID),
        Coloured("Book Club", Hue.CORAL),
    )
    labels: Sequence[Coloured] = (HOUSE, GEAR, PRESS)
    hues: Sequence[Coloured] = tuple(Coloured(hue.value, hue.value) for hue in Hue)
    dues: Sequence[Due] = (LATE, TODAY, SOON)
    rows: Sequence[Row] = ROWS
    clock: Clock = CLOCK
    form: Form[BaseModel] = field(default_factory=lambda: FORM)
    account: Form[BaseModel] = field(default_factory=lambda: ACCOUNT)
    changed_twice: Form[BaseModel] = field(default_factory=lambda: CHANGED_TWICE)
    mailing: Mailbag = field(default_factory=lambda: MAILING)
    load: Load = LOAD
    found: Sequence[Piece] = (Piece("Call the ", False), Piece("roof", True), Piece("er", False))
    toasts: Sequence[Toast] = (
        Toast("Avengers deleted. In the trash until 11 June.", "/gallery"),
        Toast("Ben is not on Kitchen Garden any more. Nothing was saved.", kind="bad"),
    )


@dataclass(frozen=True)
class GalleryPage(OpenPage, template="gallery/page.html"):
    """Every component in every state. `icons` are the names in the sprite."""

    sample: Sample
    icons: Sequence[str]


@router.get("/gallery")
def show(ctx: OpenCtx) -> Response:  # noqa: ARG001 (open to everybody, and so needs nothing of it)
    """The gallery, for whoever changes the look."""
    return open_page(GalleryPage(Sample(), _icons()))


def _icons() -> list[str]:
    return re.findall(r'<symbol id="([^"]+)" viewBox="0 0 20 20"', (ROOT / "static/icons.svg").read_text("utf-8"))
