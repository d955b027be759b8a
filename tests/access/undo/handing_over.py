"""Heroes who hand over, and may leave; and those who are away, and others cover."""

from datetime import timedelta
from random import Random

from app.access import Access
from app.access.handing_over import Heir, Wishes
from app.models import Cover, Hero, Role, Team
from app.wording import today
from tests.access.undo.there_and_back import take_step
from tests.cast import Cast


def hand_over_by_chance(mine: Access, hero: Hero, random: Random) -> None:
    """What they have goes to nobody or to all, or stays; and they may leave teams that they do not lead alone."""
    heirs: list[Heir] = ["keep", "nobody", "spread"]
    holdings = [one for one in mine.holdings(mine.to_hand_over(hero)) if one.may_give]
    leave = frozenset(one.link.team_id for one in holdings if not one.led_alone and random.random() < 0.3)
    wishes = Wishes({one.link.team_id: random.choice(heirs) for one in holdings}, {}, leave)
    mine.hand_over(hero, mine.portions(holdings, wishes))


def hand_over_and_leave(mine: Access, cast: Cast) -> None:
    """The owner gives all to a member, who becomes the owner, and leaves."""
    mine.membership(mine.team(cast.z_force), cast.tarantula).change_role(Role.MEMBER, by=mine.hero)
    take_step(mine)
    wishes = Wishes({cast.z_force: cast.tarantula}, {cast.z_force: cast.tarantula}, frozenset({cast.z_force}))
    mine.hand_over(mine.hero, mine.portions(mine.holdings(mine.to_hand_over(mine.hero)), wishes))


def cover_by_chance(mine: Access, team: Team, random: Random) -> None:
    """Somebody covers for somebody, for another time than before, or not any more."""
    away, other = (random.choice(sorted(team.memberships, key=lambda link: link.hero_id)) for _ in range(2))
    if away.hero.covers and random.random() < 0.3:
        away.hero.covers[0].end(by=mine.hero)
    else:
        Cover.arrange(away, other.hero, today() + timedelta(days=random.randint(0, 9)), by=mine.hero)


def arrange_cover(mine: Access, cast: Cast, days: int = 7) -> Cover:
    """The owner covers for the member."""
    link = mine.membership(mine.team(cast.z_force), cast.rusty_man)
    return Cover.arrange(link, mine.hero, today() + timedelta(days=days), by=mine.hero)


def end_cover(mine: Access, cast: Cast) -> None:
    """And then does not."""
    cover = arrange_cover(mine, cast)
    take_step(mine)
    cover.end(by=mine.hero)
