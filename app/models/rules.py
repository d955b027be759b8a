"""Who may do what: one table, asked by every verb and by every button."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.errors import Forbidden
from app.i18n import _

if TYPE_CHECKING:
    from app.models.hero import Hero
    from app.models.team import Team


class Capacity(StrEnum):
    """In what capacity a hero stands before an object."""

    ADMIN = "admin"
    OWNER = "owner"
    MEMBER = "member"
    GUEST = "guest"
    ASSIGNEE = "assignee"
    AUTHOR = "author"
    SELF = "self"
    SPONSOR = "sponsor"
    ANYONE = "anyone"


LEAD = frozenset({Capacity.ADMIN, Capacity.OWNER})
WORK = LEAD | {Capacity.MEMBER}
HELP = WORK | {Capacity.ASSIGNEE}
TALK = WORK | {Capacity.GUEST}
VOUCH = frozenset({Capacity.ADMIN, Capacity.SPONSOR})

POLICY: dict[str, frozenset[Capacity]] = {
    "team.create": frozenset({Capacity.ANYONE}),
    "team.edit": LEAD,
    "team.duplicate": TALK,
    "team.archive": LEAD,
    "team.unarchive": LEAD,
    "team.trash": LEAD,
    "team.restore": LEAD,
    "team.purge": LEAD,
    "team.enlist": LEAD,
    "team.undo": LEAD,
    "membership.change_role": LEAD,
    "membership.end": LEAD | {Capacity.SELF},
    "membership.hand_over": LEAD | {Capacity.SELF},
    "cover.arrange": LEAD | {Capacity.SELF},
    "cover.end": LEAD | {Capacity.SELF},
    "invitation.make": LEAD,
    "invitation.revoke": LEAD,
    "invitation.accept": frozenset({Capacity.ANYONE}),
    "section.create": WORK,
    "section.edit": WORK,
    "section.move": WORK,
    "section.trash": WORK,
    "section.restore": WORK,
    "section.purge": WORK,
    "label.create": WORK,
    "label.edit": WORK,
    "label.merge": WORK,
    "label.trash": WORK,
    "label.restore": WORK,
    "label.purge": WORK,
    "savedview.create": WORK,
    "savedview.edit": WORK,
    "savedview.lead": LEAD,
    "savedview.trash": WORK,
    "savedview.restore": WORK,
    "savedview.purge": WORK,
    "todo.create": WORK,
    "todo.duplicate": WORK,
    "todo.edit": HELP,
    "todo.close": HELP,
    "todo.reopen": HELP,
    "todo.assign": WORK,
    "todo.label": WORK,
    "todo.move": WORK,
    "todo.relate": WORK,
    "todo.trash": WORK,
    "todo.restore": WORK,
    "todo.purge": WORK,
    "comment.create": TALK,
    "comment.edit": frozenset({Capacity.AUTHOR}),
    "comment.trash": LEAD | {Capacity.AUTHOR},
    "comment.restore": LEAD | {Capacity.AUTHOR},
    "comment.purge": LEAD | {Capacity.AUTHOR},
    "sidekick.oversee": frozenset({Capacity.ADMIN}),
    "hero.create": frozenset({Capacity.ANYONE}),
    "hero.edit": VOUCH | {Capacity.SELF},
    "hero.invite": VOUCH,
    "hero.unlock": frozenset({Capacity.ADMIN}),
    "hero.merge": VOUCH,
    "hero.deactivate": frozenset({Capacity.ADMIN}),
    "hero.reactivate": frozenset({Capacity.ADMIN}),
    "hero.appoint": frozenset({Capacity.ADMIN}),
    "hero.dismiss": frozenset({Capacity.ADMIN}),
    "hero.reset": frozenset({Capacity.ADMIN}),
    "hero.trash": VOUCH,
    "hero.restore": VOUCH,
    "hero.purge": VOUCH,
}


STILL_MAY = frozenset(
    {"team.duplicate", "team.archive", "team.unarchive", "team.trash", "team.restore", "team.purge", "team.undo"}
)
"""What may be done in an archived team: all else waits until it is back. To undo takes the rights to do, too."""


def _by_role(by: "Hero", record: Any) -> set[Capacity]:
    """The capacities in which this hero stands before this record, but for the special ones, which it says itself."""
    held = {Capacity.ANYONE}
    if by.is_admin:
        held.add(Capacity.ADMIN)
    role = by.role_in(getattr(record, "rank_team_id", None))
    if role is not None:
        held.add(Capacity(role.value))
    return held


def may(by: "Hero", verb: str, record: Any) -> bool:
    """Whether this hero may do this (such as "todo.close") to this record: what buttons ask."""
    if _rests(verb, record):
        return False
    allowed = POLICY[verb]
    # What a record says itself may have to be asked of the database, and the role is mostly enough.
    return not (allowed.isdisjoint(_by_role(by, record)) and allowed.isdisjoint(record.special_capacities(by)))


def vouches(by: "Hero", verb: str, record: Any) -> bool:
    """Whether what this hero gave out, such as a link, still counts: they are here, and may do this to the record."""
    return not (by.trashed or by.deactivated) and may(by, verb, record)


def require(by: "Hero", verbs: str | Iterable[str], record: Any) -> None:
    """Raise Forbidden, saying who can help, unless this hero may do this, or all of these, to this record."""
    for verb in (verbs,) if isinstance(verbs, str) else verbs:
        if _rests(verb, record):
            record.rank_team.keep_awake()
        if not may(by, verb, record):
            raise Forbidden(_refusal(POLICY[verb], record))


def _rests(verb: str, record: Any) -> bool:
    return record.is_archived and verb not in STILL_MAY


def _refusal(allowed: frozenset[Capacity], record: Any) -> str:
    owners = ", ".join(record.rank_owners())
    if not owners:
        return _("Only an admin of this Sidekick can do that. Nothing was changed.")
    if Capacity.MEMBER in allowed:
        return _("Guests cannot do that. Ask %(owners)s to make you a member. Nothing was changed.") % {
            "owners": owners
        }
    if allowed == {Capacity.AUTHOR}:
        return _("Only the one who wrote it can change it. Nothing was changed.")
    return _("Only an owner of the team can do that. Ask %(owners)s. Nothing was changed.") % {"owners": owners}


class Ranked:
    """What `require` asks of a record. A verb that creates asks the team that will hold the new record."""

    @property
    def rank_team_id(self) -> int | None:
        """The team whose roles count for this record."""
        return getattr(self, "team_id", None)

    @property
    def rank_team(self) -> "Team | None":
        """The same team."""
        return getattr(self, "team", None)

    @property
    def is_archived(self) -> bool:
        """Whether that team is archived, so that nothing of it may be changed."""
        return self.rank_team is not None and self.rank_team.archived_at is not None

    def special_capacities(self, by: "Hero") -> frozenset[Capacity]:  # noqa: ARG002 - overridden where there are any
        """Capacities that do not come from a role: assignee, author, self, sponsor."""
        return frozenset()

    def rank_owners(self) -> list[str]:
        """Names of the heroes who can help."""
        return self.rank_team.owner_names() if self.rank_team is not None else []
