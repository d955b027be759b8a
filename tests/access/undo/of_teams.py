"""Every verb of heroes, of teams and of what a team sets up for its todos, each done once."""

from app.access import Access
from app.access.duplicating import Part, Plan
from app.models import (
    Hero,
    InvitationCreate,
    LabelCreate,
    Role,
    SavedView,
    SavedViewCreate,
    Section,
    SectionCreate,
    Team,
    TeamCreate,
    Theme,
)
from tests.access.undo.handing_over import arrange_cover, end_cover, hand_over_and_leave
from tests.access.undo.there_and_back import Do, able, as_admin, awake, back, take_step, there_and_back
from tests.access.undo.things import RANK, backlog, guest, house, lead, roof, view
from tests.cast import Cast


def _accept(mine: Access, cast: Cast) -> None:
    other = Access(mine._session, mine._session.get_one(Hero, cast.spider_boy))
    link, _ = other.invite(other.team(cast.preventers), InvitationCreate())
    take_step(mine)
    link.accept(by=mine.hero)


OF_TEAMS: dict[str, Do] = {
    "Hero.add": lambda mine, cast: mine.introduce(mine.team(cast.z_force), "Silver Fox", Role.MEMBER),
    "Hero.edit": lambda mine, cast: mine.known_hero(cast.rusty_man).edit(
        {"name": "Rusty", "handle": "rusty", "title": "Roofs", "time_zone": "Asia/Kolkata"}, by=mine.hero
    ),
    "Hero.choose_picture": lambda mine, _: mine.hero.choose_picture(mine.keep_picture(b"a picture"), by=mine.hero),
    "Hero.choose_keys": lambda mine, _: mine.hero.choose_keys(False, by=mine.hero, off=["N", "G T"]),
    "Hero.choose_theme": lambda mine, _: mine.hero.choose_theme(Theme.DARK, by=mine.hero),
    "Hero.merge": lambda mine, cast: mine.merge_heroes(
        mine.known_hero(cast.rusty_man), mine.known_hero(cast.tarantula)
    ),
    "Hero.deactivate": lambda mine, cast: as_admin(mine).deactivate_hero(mine.known_hero(cast.rusty_man)),
    "Hero.reactivate": lambda mine, cast: there_and_back(
        as_admin(mine), (rusty := mine.known_hero(cast.rusty_man)).deactivate, rusty.reactivate
    ),
    "Hero.appoint": lambda mine, cast: as_admin(mine).appoint(able(mine, cast.rusty_man)),
    "Hero.dismiss": lambda mine, cast: there_and_back(
        as_admin(mine), (rusty := able(mine, cast.rusty_man)).appoint, rusty.dismiss
    ),
    "Hero.trash": lambda mine, cast: mine.trash_hero(mine.known_hero(cast.rusty_man)),
    "Hero.restore": lambda mine, cast: back(mine, mine.known_hero(cast.rusty_man)),
    "Team.add": lambda mine, _: mine.add(Team.add(TeamCreate(name="New"), by=mine.hero)),
    "Team.edit": lambda mine, cast: mine.team(cast.z_force).edit(
        {"name": "X-Force", "headquarters": "", "colour": "rose", "time_zone": "UTC"}, by=mine.hero
    ),
    "Team.enlist": lambda mine, cast: mine.team(cast.z_force).enlist(
        mine._session.get_one(Hero, cast.spider_boy), Role.GUEST, by=mine.hero
    ),
    "Invitation.accept": _accept,
    "Team.duplicate": lambda mine, cast: mine.duplicate(
        mine.original(mine.team(cast.z_force), Plan(frozenset(Part), moved=7)), "Again"
    ),
    "Team.archive": lambda mine, cast: mine.team(cast.z_force).archive(by=mine.hero),
    "Team.unarchive": lambda mine, cast: awake(mine, mine.team(cast.z_force)),
    "Team.trash": lambda mine, cast: mine.team(cast.z_force).trash(by=mine.hero),
    "Team.restore": lambda mine, cast: back(mine, mine.team(cast.z_force)),
    "Membership.change_role": lambda mine, cast: guest(mine, cast).change_role(Role.OWNER, by=mine.hero),
    "Membership.hand_on": lambda mine, cast: guest(mine, cast).hand_on(
        mine._session.get_one(Hero, cast.spider_boy), by=mine.hero
    ),
    "Cover.arrange": arrange_cover,
    "Cover.end": end_cover,
    "Membership.hand_over": hand_over_and_leave,
    "Membership.end": lambda mine, cast: guest(mine, cast).end(by=mine.hero),
    "Section.add": lambda mine, cast: mine.add(
        Section.add(mine.team(cast.z_force), SectionCreate(name="New"), rank=RANK, by=mine.hero)
    ),
    "Section.edit": lambda mine, cast: backlog(mine, cast).edit(
        {"name": "Later", "is_done_column": True, "todo_limit": 5}, by=mine.hero
    ),
    "Section.move": lambda mine, cast: backlog(mine, cast).move(RANK, by=mine.hero),
    "Section.trash": lambda mine, cast: backlog(mine, cast).trash(by=mine.hero),
    "Section.restore": lambda mine, cast: back(mine, backlog(mine, cast)),
    "Label.add": lambda mine, cast: roof(mine, cast).put_label(
        mine.named_label(mine.team(cast.z_force), LabelCreate(name="wet")), by=mine.hero
    ),
    "Label.edit": lambda mine, cast: house(mine, cast).edit({"name": "home", "colour": "rose"}, by=mine.hero),
    "Label.merge": lambda mine, cast: house(mine, cast).merge(
        mine.label(mine.team(cast.z_force), cast.gear), mine.wearing(house(mine, cast)), by=mine.hero
    ),
    "Label.trash": lambda mine, cast: house(mine, cast).trash(by=mine.hero),
    "Label.restore": lambda mine, cast: back(mine, house(mine, cast)),
    "SavedView.add": lambda mine, cast: mine.add(
        SavedView.add(mine.team(cast.z_force), SavedViewCreate(name="New"), by=mine.hero, list_of=None)
    ),
    "SavedView.edit": lambda mine, cast: view(mine, cast).edit({"name": "Ours", "query": "roof"}, by=mine.hero),
    "SavedView.take_lead": lambda mine, cast: view(mine, cast).take_lead(by=mine.hero, instead_of=[lead(mine, cast)]),
    "SavedView.give_up_lead": lambda mine, cast: lead(mine, cast).give_up_lead(by=mine.hero),
    "SavedView.trash": lambda mine, cast: view(mine, cast).trash(by=mine.hero),
    "SavedView.restore": lambda mine, cast: back(mine, view(mine, cast)),
}
