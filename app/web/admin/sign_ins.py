"""/admin/sign-ins: who came in, and who was refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from app.access.overseeing import Try
from app.access.paging import PAGE
from app.i18n import N_, _
from app.models.sign_in_try import KEPT_AT_MOST, Outcome
from app.paths import id_key
from app.rendering import page
from app.request import Ctx, Router
from app.web.admin.views import AdminPage, Tab, tabs
from app.web.settings.devices import device_name
from app.wording import moment, number

OUTCOMES = {
    Outcome.ADMITTED: N_("Signed in"),
    Outcome.WRONG_PASSWORD: N_("Wrong email or password"),
    Outcome.WRONG_CODE: N_("Wrong code"),
    Outcome.WRONG_PASSKEY: N_("Passkey refused"),
    Outcome.THROTTLED: N_("Told to wait"),
    Outcome.DEACTIVATED: N_("Deactivated, so refused"),
}
REFUSED = "refused"

router = Router()


@dataclass(frozen=True)
class TryLine:
    """A try in words."""

    one: Try
    when: str
    browser: str
    words: str
    refused: bool


@dataclass(frozen=True)
class AdminSignInsPage(AdminPage, template="admin/sign_ins.html"):
    """A page of the log, of everybody or of the hero of this `name`; `choices` narrow it."""

    lines: Sequence[TryLine]
    choices: Sequence[Tab]
    name: str
    days: int
    most: str
    more: str


@router.get("/admin/sign-ins")
def index(ctx: Ctx, hero: str = "", only: str = "", after: str | None = None) -> Response:
    """The newest first; with `hero` those of one, with `only=refused` those that came to nothing."""
    ctx.access.oversee()
    hero_id, refused = id_key(hero), only == REFUSED
    whose = ctx.access.known_hero(hero_id) if hero_id else None
    tries = ctx.access.sign_in_tries(hero_id, refused=refused, after=id_key(after))
    about = {"hero": str(hero_id)} if hero_id else {}
    narrowed = about | ({"only": REFUSED} if refused else {})
    return page(
        ctx,
        AdminSignInsPage(
            tabs=tabs("sign-ins"),
            lines=[_line(one) for one in tries],
            choices=[
                Tab(_("All"), "list", _address(about), not refused),
                Tab(_("Refused"), "warn", _address(about | {"only": REFUSED}), refused),
            ],
            name=whose.name if whose else "",
            days=ctx.settings.sign_in_log_days,
            most=number(KEPT_AT_MOST),
            more=_address(narrowed | {"after": str(tries[-1].id)}) if len(tries) == PAGE else "",
        ),
    )


def _address(query: dict[str, str]) -> str:
    return f"/admin/sign-ins?{urlencode(query)}" if query else "/admin/sign-ins"


def _line(one: Try) -> TryLine:
    refused = one.outcome is not Outcome.ADMITTED
    return TryLine(one, moment(one.at), device_name(one.user_agent), _(OUTCOMES[one.outcome]), refused)
