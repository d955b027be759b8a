"""What a handover cannot be, before anything is looked at or done: sentences by the field that they stand at."""

from collections.abc import Sequence

from app.access import Access
from app.access.handing_over import MOST, Heir
from app.access.holdings import Holding
from app.i18n import _
from app.models import Hero, may
from app.web.heroes.shapes import HandoverForm
from app.wording import number


def refusals(access: Access, hero: Hero, holdings: Sequence[Holding], data: HandoverForm) -> dict[str, str]:
    """What is wrong with these choices; empty where they can be done."""
    given = {team_id: heir for team_id, heir in data.give.items() if heir != "keep"}
    teams = {one.link.team_id: one for one in holdings}
    if not (given or data.leave or data.deactivate):
        return {"": _("Choose for at least one team to whom its todos go.")}
    if not (given.keys() | set(data.leave)) <= teams.keys():
        return {"": _("A team of theirs is gone by now, or archived. Look at the choices again.")}
    errors = {f"give-{team_id}": _no_heir(teams[team_id], heir) for team_id, heir in given.items()}
    errors |= {f"owner-{team_id}": _no_owner(teams[team_id], data.owner.get(team_id)) for team_id in data.leave}
    errors["give"] = _too_many([teams[team_id] for team_id in given])
    errors["deactivate"] = _not_deactivated(access, hero) if data.deactivate else ""
    return {field: words for field, words in errors.items() if words}


def _no_heir(holding: Holding, heir: Heir) -> str:
    if not holding.may_give:
        return guests_ask(holding)
    if isinstance(heir, int) and heir not in {face.id for face in holding.heirs}:
        return _("Choose one from the list.")
    if heir == "spread" and not holding.successors:
        return _("There is nobody among whom it could be spread.")
    return ""


def guests_ask(holding: Holding) -> str:
    """Who can give the todos of a team to others where the viewer cannot."""
    owners = holding.link.team.owner_names()
    if not owners:
        return _("Guests cannot give todos to others. An admin of this Sidekick can.")
    return _("Guests cannot give todos to others. Ask %(owners)s.") % {"owners": ", ".join(owners)}


def _no_owner(holding: Holding, owner: int | None) -> str:
    if not holding.led_alone or owner in {face.id for face in holding.successors}:
        return ""
    names = {"hero": holding.link.hero.first_name, "team": holding.link.team.name}
    if not holding.successors:
        return (
            _(
                "%(hero)s is the only owner of %(team)s, and there is no member who could own it. "
                "Add somebody, archive it or delete it first."
            )
            % names
        )
    return _("%(hero)s is the only owner of %(team)s. Say who becomes its owner.") % names


def _too_many(holdings: Sequence[Holding]) -> str:
    count = sum(one.todos.total for one in holdings)
    if count <= MOST:
        return ""
    return _("These are %(count)s todos, and %(most)s can be handed over at once. Leave a team as it is for now.") % {
        "count": number(count),
        "most": number(MOST),
    }


def _not_deactivated(access: Access, hero: Hero) -> str:
    if hero.id == access.hero.id or not may(access.hero, "hero.deactivate", hero):
        return _("Only another admin of this Sidekick can deactivate them.")
    if access.is_last_admin(hero):
        return _("%(hero)s is the last admin. Make somebody else an admin first.") % {"hero": hero.first_name}
    return ""
