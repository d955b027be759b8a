"""The links that invite to a team as a page, row by row, with the form that makes one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.access import Access
from app.access.paging import PAGE
from app.forms import Form, empty
from app.i18n import _, ngettext
from app.models import Invitation, InvitationCreate, Role, Team
from app.models.invitation import KEPT, Lasting
from app.rendering import Fragment
from app.web.changes.values import ROLES
from app.web.mailing import Mailbag
from app.web.qr import qr_code
from app.web.teams.views import TeamPage, masthead
from app.wording import moment


@dataclass(frozen=True)
class InvitationRow(Fragment, template="teams/_invitation.html"):
    """A link in the list; `ended` says why it works no more, empty while it does."""

    team_id: int
    link_id: int
    maker: str
    made: str
    role: str
    used: str
    until: str
    ended: str

    @property
    def id(self) -> str:
        """`invitation-5`"""
        return f"invitation-{self.link_id}"


@dataclass(frozen=True)
class InvitationList(Fragment, template="teams/_invitations.html"):
    """A page of the links."""

    rows: Sequence[InvitationRow]
    more: str
    kept: int

    @property
    def id(self) -> str:
        """`invitations`"""
        return "invitations"


@dataclass(frozen=True)
class NewInvitation(Fragment, template="teams/_new_invitation.html"):
    """The form for a new link."""

    team: Team
    form: Form[InvitationCreate]
    roles: Sequence[tuple[str, str]]
    spans: Sequence[tuple[int, str]]

    @property
    def id(self) -> str:
        """`add`"""
        return "add"


@dataclass(frozen=True)
class InvitationLink(Fragment, template="teams/_invitation_link.html"):
    """A link right after it was made, shown once with its picture for cameras; empty without one."""

    team: str = ""
    url: str = ""
    until: str = ""
    picture: str = ""
    mailing: Mailbag | None = None

    @property
    def id(self) -> str:
        """`invitation-link`"""
        return "invitation-link"


@dataclass(frozen=True)
class InvitationsPage(TeamPage, template="teams/invitations.html"):
    """The links of a team, for those who lead it."""

    list: InvitationList
    add: NewInvitation
    link: InvitationLink = field(default_factory=InvitationLink)


def invitations_page(
    access: Access,
    team: Team,
    *,
    after: int | None = None,
    form: Form[InvitationCreate] | None = None,
    link: InvitationLink | None = None,
) -> InvitationsPage:
    """A page of the links from behind the one with the id `after`; `form` as it was typed, `link` as it was made."""
    return InvitationsPage(
        masthead=masthead(access, team, "roster"),
        list=invitation_list(access, team, after=after),
        add=new_invitation(team, form),
        link=link or InvitationLink(),
    )


def invitation_list(access: Access, team: Team, *, after: int | None = None) -> InvitationList:
    """A page of the links."""
    links = access.team_links(team, after)
    more = f"/teams/{team.id}/invitations?after={links[-1].id}" if len(links) == PAGE else ""
    return InvitationList([invitation_row(link) for link in links], more, KEPT.days)


def invitation_row(link: Invitation) -> InvitationRow:
    """One link as it stands."""
    return InvitationRow(
        team_id=link.team_id,
        link_id=link.id,
        maker=link.maker.name,
        made=moment(link.created_at),
        role=_(ROLES[link.role]),
        used=_used(link),
        until=moment(link.expires_at),
        ended=_ended(link),
    )


def new_invitation(team: Team, form: Form[InvitationCreate] | None = None) -> NewInvitation:
    """The form as it was typed, or a fresh one."""
    spans = [(day.value, ngettext("%(n)d day", "%(n)d days", day.value) % {"n": day.value}) for day in Lasting]
    roles = [(role.value, _(ROLES[role])) for role in (Role.MEMBER, Role.GUEST)]
    return NewInvitation(team, form or empty(InvitationCreate), roles, spans)


def shown_once(link: Invitation, url: str, bag: Mailbag | None) -> InvitationLink:
    """A link that was just made, at its address, and the form that mails it."""
    return InvitationLink(link.team.name, url, moment(link.expires_at), qr_code(url), bag)


def mail_path(link: Invitation) -> str:
    """Where the form that mails a link goes."""
    return f"/teams/{link.team_id}/invitations/{link.id}/mail"


def _used(link: Invitation) -> str:
    if link.uses is None:
        return ngettext("%(n)d time", "%(n)d times", link.used) % {"n": link.used}
    return _("%(n)d of %(max)d") % {"n": link.used, "max": link.uses}


def _ended(link: Invitation) -> str:
    if link.revoked_at is not None:
        return _("Revoked %(when)s") % {"when": moment(link.revoked_at)}
    if link.full:
        return _("Used up")
    if link.expired:
        return _("Expired %(when)s") % {"when": moment(link.expires_at)}
    if not link.orphaned:
        return ""
    if link.maker.deactivated:
        return _("Ended: %(hero)s cannot sign in any more") % {"hero": link.maker.name}
    return _("Ended: %(hero)s no longer leads the team") % {"hero": link.maker.name}
