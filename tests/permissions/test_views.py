"""Saved views are for whoever reaches both what keeps them and the list that they narrow."""

from collections.abc import Callable

import pytest

from app.access import Access
from app.errors import NotFound
from app.history import RecordedSession
from app.models import SavedView, SavedViewCreate, Team
from tests.cast import Cast

Reach = Callable[[int], Access]


def keep(mine: Access, kept_by: Team, list_of: Team | None) -> SavedView:
    view = SavedView.add(kept_by, SavedViewCreate(name="Mine", query="label:none"), by=mine.hero, list_of=list_of)
    mine.add(view)
    return view


@pytest.mark.parametrize("of_team", [True, False])
def test_nobody_is_shown_what_others_keep_for_themselves(of_team: bool, cast: Cast, access: Reach) -> None:
    mine = access(cast.rusty_man)
    team = mine.team(cast.z_force) if of_team else None
    view = keep(mine, mine.own_team(), team)
    assert [line.id for line in mine.saved_lines(team)] == [view.id]
    assert mine.saved(view.id) is view
    other = access(cast.deadpond)
    assert other.saved_lines(team) == []
    with pytest.raises(NotFound):
        other.saved(view.id)


def test_a_view_of_a_list_that_is_left_is_not_there(cast: Cast, access: Reach, session: RecordedSession) -> None:
    mine = access(cast.rusty_man)
    team = mine.team(cast.z_force)
    view = keep(mine, mine.own_team(), team)
    (link,) = (link for link in team.memberships if link.hero_id == cast.rusty_man)
    session.delete(link)
    session.flush()
    with pytest.raises(NotFound):
        mine.saved(view.id)
