"""/settings/second-factor: two-step sign-in, turned on and off by the hero."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import segno
from markupsafe import Markup
from starlette.responses import Response

from app.errors import NotFound
from app.forms import Form, bind, empty
from app.i18n import _
from app.models import SecondFactor
from app.models.credentials import SecondFactorCode, SecondFactorStart
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.heroes.invitation import once
from app.web.proof import asks, doubt
from app.wording import long_date

PLACE = "/settings/second-factor"

router = Router()


@dataclass(frozen=True)
class OffPage(Page, template="settings/second_factor_off.html"):
    """What two-step sign-in is, and the way to it."""

    form: Form[SecondFactorStart]
    asks: bool

    section = "settings"


@dataclass(frozen=True)
class SetupPage(Page, template="settings/second_factor_setup.html"):
    """The secret, as a picture for a phone and in letters, and the form for the first code."""

    form: Form[SecondFactorCode]
    picture: Markup
    otpauth: str
    secret: str

    section = "settings"


@dataclass(frozen=True)
class OnPage(Page, template="settings/second_factor_on.html"):
    """Since when it is on, and how many recovery codes are `left`."""

    since: str
    left: int
    form: Form[SecondFactorStart]
    asks: bool

    section = "settings"


@dataclass(frozen=True)
class CodesPage(Page, template="settings/second_factor_codes.html"):
    """New recovery codes, this once; `first` where it was just turned on."""

    codes: Sequence[str]
    first: bool

    section = "settings"


@dataclass(frozen=True)
class EndPage(Page, template="settings/second_factor_end.html"):
    """What turning it off means, before it is."""

    form: Form[SecondFactorStart]
    asks: bool

    section = "settings"


@router.get("/settings/second-factor")
def show(ctx: Ctx) -> Response:
    """How things stand; the secret is shown only while the password was just given."""
    factor = _own(ctx)
    if factor is None or (factor.on_since is None and asks(ctx)):
        return page(ctx, OffPage(empty(SecondFactorStart), asks(ctx)))
    if factor.on_since is None:
        return once(page(ctx, _setup(ctx, factor, empty(SecondFactorCode))))
    return page(ctx, _on(ctx, factor, empty(SecondFactorStart)))


@router.post("/settings/second-factor")
def create(ctx: Ctx, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Make a secret, which asks nobody for anything yet."""
    _own(ctx)
    if refusal := _doubt(ctx, form, OffPage(form, asks(ctx))):
        return refusal
    ctx.guest.prepare_second_factor(ctx.hero)
    return swaps(ctx, otherwise=PLACE)


@router.put("/settings/second-factor")
def update(ctx: Ctx, form: Annotated[Form[SecondFactorCode], bind(SecondFactorCode)]) -> Response:
    """Turn it on with the first code, and show the recovery codes."""
    factor = _own(ctx)
    if factor is None or factor.on_since is not None:
        return swaps(ctx, otherwise=PLACE)
    if asks(ctx):
        start = empty(SecondFactorStart)
        start.errors[""] = _("That took more than ten minutes. Begin again.")
        return swaps(ctx, otherwise=OffPage(start, asks=True), status=422)
    if not form.errors and not factor.accept(form.data.code):
        form.errors["code"] = _("This is not the code of now. Look at the app again, and at the clock of your phone.")
    if form.errors:
        return once(swaps(ctx, otherwise=_setup(ctx, factor, form), status=422))
    factor.turn_on()
    return _codes(ctx, first=True)


@router.post("/settings/second-factor/codes")
def create_codes(ctx: Ctx, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Recovery codes in place of those that there are."""
    factor = _own(ctx)
    if factor is None or factor.on_since is None:
        return swaps(ctx, otherwise=PLACE)
    if refusal := _doubt(ctx, form, _on(ctx, factor, form)):
        return refusal
    return _codes(ctx, first=False)


@router.get("/settings/second-factor/deletion")
def ask_to_end(ctx: Ctx) -> Response:
    """What turning it off means."""
    factor = _own(ctx)
    if factor is None or factor.on_since is None:
        return swaps(ctx, otherwise=PLACE)
    return page(ctx, EndPage(empty(SecondFactorStart), asks(ctx)))


@router.delete("/settings/second-factor")
def destroy(ctx: Ctx, form: Annotated[Form[SecondFactorStart], bind(SecondFactorStart)]) -> Response:
    """Turn it off."""
    _own(ctx)
    if refusal := _doubt(ctx, form, EndPage(form, asks(ctx))):
        return refusal
    ctx.guest.drop_second_factor(ctx.hero)
    return swaps(ctx, otherwise="/settings?saved=second-factor")


def _own(ctx: Ctx) -> SecondFactor | None:
    """What the hero has of it, if they have a password, behind which it stands."""
    if not ctx.hero.can_sign_in:
        raise NotFound()
    return ctx.guest.second_factor(ctx.hero)


def _doubt(ctx: Ctx, form: Form[Any], view: Page) -> Response | None:
    return doubt(ctx, form, "current_password", lambda status: swaps(ctx, otherwise=view, status=status))


def _setup(ctx: Ctx, factor: SecondFactor, form: Form[SecondFactorCode]) -> SetupPage:
    address = factor.address(ctx.hero.login.email)
    drawn = segno.make(address, micro=False, error="m").svg_inline(omitsize=True, light="#fff", dark="#000", border=4)
    in_fours = " ".join(factor.secret[start : start + 4] for start in range(0, len(factor.secret), 4))
    return SetupPage(form, Markup(drawn), address, in_fours)


def _on(ctx: Ctx, factor: SecondFactor, form: Form[SecondFactorStart]) -> OnPage:
    since = factor.on_since
    left = ctx.guest.recovery_codes_left(ctx.hero)
    return OnPage(long_date(since.date()) if since else "", left, form, asks(ctx))


def _codes(ctx: Ctx, *, first: bool) -> Response:
    view = CodesPage(ctx.guest.new_recovery_codes(ctx.hero), first)
    return once(swaps(ctx, otherwise=view))
