"""/settings/passkeys: the hero's passkeys, made, named and removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from starlette.responses import Response

from app.errors import NotFound
from app.forms import Form, bind, empty
from app.i18n import N_, _
from app.models import Passkey
from app.models.credentials import SecondFactorStart
from app.models.passkey import PasskeyCreate, PasskeyName
from app.paths import Id
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.login.passkey import held_token, site, with_token
from app.web.proof import asks, doubt
from app.web.settings.devices import device_name
from app.wording import long_date, moment

PLACE = "/settings/passkeys"
SAVED = {
    "added": N_("The passkey is there. From now on it signs you in, without a password and without a code."),
    "named": N_("Saved."),
    "removed": N_("The passkey is removed. Nobody signs in with it any more. Delete it on your device as well."),
}

router = Router()


@dataclass(frozen=True)
class PasskeyLine:
    """A passkey in the list, with the form for its name."""

    id: int
    name: str
    added: str
    used: str
    form: Form[PasskeyName]


@dataclass(frozen=True)
class PasskeysPage(Page, template="settings/passkeys.html"):
    """All of them, and the way to another; `can` where browsers make them at this address."""

    lines: Sequence[PasskeyLine]
    form: Form[SecondFactorStart]
    asks: bool
    can: bool
    saved: str = ""

    section = "settings"


@dataclass(frozen=True)
class NewPasskeyPage(Page, template="settings/passkey_new.html"):
    """What the device is asked to make, and the form that takes it."""

    form: Form[PasskeyCreate]
    wanted: str

    section = "settings"


@dataclass(frozen=True)
class PasskeyEndPage(Page, template="settings/passkey_end.html"):
    """What removing one means, before it is done."""

    line: PasskeyLine
    others: int
    form: Form[SecondFactorStart]
    asks: bool

    section = "settings"


@router.get("/settings/passkeys")
def index(ctx: Ctx, saved: str = "") -> Response:
    """The hero's passkeys."""
    _can_sign_in(ctx)
    return page(ctx, _all(ctx, saved=_(SAVED.get(saved, ""))))


@router.post("/settings/passkeys")
def begin(ctx: Ctx, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Ask the device for one, once it is the hero who asks."""
    _can_sign_in(ctx)
    if not site(ctx).can:
        raise NotFound()
    if refusal := _doubt(ctx, form, _all(ctx, form)):
        return refusal
    return _ask(ctx, empty(PasskeyCreate, name=device_name(ctx.request.headers.get("user-agent", ""))), 200)


@router.put("/settings/passkeys")
def create(ctx: Ctx, form: Annotated[Form[PasskeyCreate], bind(PasskeyCreate)]) -> Response:
    """Keep what the device has made."""
    _can_sign_in(ctx)
    token = held_token(ctx.request, ctx.settings)
    if asks(ctx) or not ctx.guest.take_up(token, ctx.hero):
        start = empty(SecondFactorStart)
        start.errors[""] = _("That took too long. Begin again.")
        return swaps(ctx, otherwise=_all(ctx, start), status=422)
    if not form.errors and not ctx.guest.keep_passkey(ctx.hero, site(ctx), token, form.data.answer, form.data.name):
        form.errors[""] = _("The device gave nothing that can be used. Try again, or with another device.")
    if form.errors:
        return _ask(ctx, form, 422)
    return swaps(ctx, otherwise=f"{PLACE}?saved=added")


@router.put("/settings/passkeys/{passkey_id}")
def update(ctx: Ctx, passkey_id: Id, form: Annotated[Form[PasskeyName], bind(PasskeyName)]) -> Response:
    """Give it another name."""
    passkey = ctx.guest.passkey(ctx.hero, passkey_id)
    if form.errors:
        return swaps(ctx, otherwise=_all(ctx, named={passkey_id: form}), status=422)
    passkey.call(form.data.name)
    return swaps(ctx, otherwise=f"{PLACE}?saved=named")


@router.get("/settings/passkeys/{passkey_id}/deletion")
def ask_to_end(ctx: Ctx, passkey_id: Id) -> Response:
    """What removing it means."""
    return page(ctx, _end(ctx, ctx.guest.passkey(ctx.hero, passkey_id), empty(SecondFactorStart)))


@router.delete("/settings/passkeys/{passkey_id}")
def destroy(ctx: Ctx, passkey_id: Id, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Remove it."""
    passkey = ctx.guest.passkey(ctx.hero, passkey_id)
    if refusal := _doubt(ctx, form, _end(ctx, passkey, form)):
        return refusal
    ctx.guest.drop_passkey(ctx.guest.passkey(ctx.hero, passkey_id))
    return swaps(ctx, otherwise=f"{PLACE}?saved=removed")


def _can_sign_in(ctx: Ctx) -> None:
    if not ctx.hero.can_sign_in:
        raise NotFound()


def _doubt(ctx: Ctx, form: Form[Any], view: Page) -> Response | None:
    return doubt(ctx, form, "current_password", lambda status: swaps(ctx, otherwise=view, status=status))


def _ask(ctx: Ctx, form: Form[PasskeyCreate], status: int) -> Response:
    token = ctx.guest.challenge(ctx.hero, held_token(ctx.request, ctx.settings))
    view = NewPasskeyPage(form, ctx.guest.passkey_to_make(ctx.hero, site(ctx), token))
    return with_token(swaps(ctx, otherwise=view, status=status), token, ctx.settings)


def _all(
    ctx: Ctx,
    form: Form[SecondFactorStart] | None = None,
    *,
    named: dict[int, Form[PasskeyName]] | None = None,
    saved: str = "",
) -> PasskeysPage:
    lines = [_line(passkey, (named or {}).get(passkey.id)) for passkey in ctx.guest.passkeys(ctx.hero)]
    return PasskeysPage(lines, form or empty(SecondFactorStart), asks(ctx), site(ctx).can, saved)


def _end(ctx: Ctx, passkey: Passkey, form: Form[SecondFactorStart]) -> PasskeyEndPage:
    return PasskeyEndPage(_line(passkey), ctx.guest.passkey_count(ctx.hero) - 1, form, asks(ctx))


def _line(passkey: Passkey, form: Form[PasskeyName] | None = None) -> PasskeyLine:
    used = moment(passkey.used_at) if passkey.used_at else ""
    added = long_date(passkey.created_at.date())
    return PasskeyLine(passkey.id, passkey.name, added, used, form or empty(PasskeyName, name=passkey.name))
