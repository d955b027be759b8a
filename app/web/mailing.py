"""Links that are mailed instead of being handed on: the form below a link that was just made, and what it sends."""

from dataclasses import dataclass, replace
from functools import partial

from app.errors import NotFound, TooMany
from app.forms import Form, empty
from app.i18n import _
from app.mail import Letter, NotSent, send
from app.models import Hero
from app.models.credentials import Mailing
from app.request import Ctx
from app.settings import Settings


@dataclass(frozen=True)
class Mailbag:
    """The form that mails a link, where it goes, and to whom it was mailed already. `only` is the one address to which
    it may be mailed, empty where any may be typed."""

    form: Form[Mailing]
    action: str
    mailed: str = ""
    only: str = ""


def mailbag(settings: Settings, action: str, url: str, email: str = "") -> Mailbag | None:
    """The form for this link, with the address that is known; None where no mail can be sent."""
    if not settings.mails:
        return None
    return Mailbag(empty(Mailing, token=url.rpartition("/")[2], email=email), action)


def own_mailbag(settings: Settings, action: str, url: str, hero: Hero) -> Mailbag | None:
    """The form for a link that goes to the address with which this hero signs in; None where no mail can be sent."""
    bag = mailbag(settings, action, url, hero.login.email)
    return bag and replace(bag, only=hero.login.email)


def needs_mail(settings: Settings) -> None:
    """Raise NotFound where no mail can be sent: then nothing shows such a form."""
    if not settings.mails:
        raise NotFound()


def mail(ctx: Ctx, form: Form[Mailing], action: str, subject: str, text: str) -> Mailbag:
    """Mail what is said to the address in the form. The form again, with what went wrong or a fresh one.

    Ends the transaction and begins another.
    """
    if form.errors:
        return Mailbag(form, action)
    letter = Letter(form.data.email, subject, text)
    try:
        fault = ctx.guest.mail(ctx.hero, partial(_fault, ctx.settings, letter))
    except TooMany as refusal:
        fault = refusal.message
    if fault:
        form.errors["email"] = fault
        return Mailbag(form, action)
    return Mailbag(empty(Mailing, token=form.data.token), action, mailed=letter.to)


def mail_to(ctx: Ctx, hero: Hero, token: str, action: str, subject: str, text: str) -> Mailbag:
    """As `mail`, to the address with which this hero signs in."""
    email = hero.login.email
    form = empty(Mailing, token=token, email=email)
    form.keep(Mailing(token=token, email=email))
    return replace(mail(ctx, form, action, subject, text), only=email)


def _fault(settings: Settings, letter: Letter) -> str:
    """Why the letter was not sent, as a sentence; empty if it was."""
    try:
        send(settings, letter)
    except NotSent as refusal:
        return refusal.message
    return ""


def hero_letter(by: str, hero: str, url: str, until: str) -> tuple[str, str]:
    """What somebody reads who gets the link to a login of their own."""
    text = _(
        "Hello %(hero)s,\n\n%(by)s invites you to Sidekick, where your todos already are. Open this link and choose a"
        " password:\n\n%(url)s\n\nIt works once, until %(until)s, and it is for you alone: do not pass it on.\n"
    )
    return _("%(by)s invites you to Sidekick") % {"by": by}, text % {"hero": hero, "by": by, "url": url, "until": until}


def team_letter(by: str, team: str, url: str, until: str) -> tuple[str, str]:
    """What somebody reads who gets the link to a team."""
    text = _(
        "Hello,\n\n%(by)s invites you to join the team %(team)s on Sidekick. Open this link to join:\n\n%(url)s\n\n"
        "It works until %(until)s. If you do not know %(by)s, you need not do anything.\n"
    )
    subject = _("%(by)s invites you to join %(team)s") % {"by": by, "team": team}
    return subject, text % {"by": by, "team": team, "url": url, "until": until}


def help_letter(by: str, hero: str, url: str, until: str) -> tuple[str, str]:
    """What somebody reads whom an admin gives a link to another password."""
    text = _(
        "Hello %(hero)s,\n\n%(by)s sends you this link, as you have forgotten your password for Sidekick. Open it to"
        " choose another one:\n\n%(url)s\n\nIt works once, until %(until)s, and it is for you alone: do not pass it on."
        " If you did not ask for it, tell %(by)s: your password stays as it is.\n"
    )
    words = {"hero": hero, "by": by, "url": url, "until": until}
    return _("Another password for Sidekick"), text % words


def reset_letter(hero: str, url: str) -> tuple[str, str]:
    """What somebody reads who has forgotten their password."""
    text = _(
        "Hello %(hero)s,\n\nSomebody, probably you, said at the sign-in of Sidekick that your password is forgotten."
        " Open this link to choose another one:\n\n%(url)s\n\nIt works once, within an hour. If it was not you, you"
        " need not do anything: your password stays as it is.\n"
    )
    return _("Another password for Sidekick"), text % {"hero": hero, "url": url}
