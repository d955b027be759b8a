"""A team's list as text, and back."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.models import Hero
from tests.cast import Cast

Client = Callable[..., TestClient]


def content(engine: sa.Engine, hero_id: int, team_id: int) -> list[Any]:
    """All that a team's text is to keep, with nothing that is the rows' own."""
    with transaction(engine) as session:
        mine = Access(session, session.get_one(Hero, hero_id))
        team = mine.team(team_id)
        names = {section.id: section.name for section in mine.sections(team)}
        texts = mine.text_of_team(team, done=True)
        titles = {one.line.id: one.line.title for one in texts}
        return [
            (
                *(one.line.title, one.notes, one.line.done, one.line.priority, one.line.recurrence),
                *(
                    one.line.due_on,
                    one.line.due_at,
                    titles.get(one.parent_id or 0),
                    names.get(one.line.section_id or 0),
                ),
                *(sorted(tag.name for tag in one.line.labels), sorted(one.handles)),
            )
            for one in sorted(texts, key=lambda one: one.line.title)
        ]


def test_a_list_copied_and_pasted_into_a_bare_team_is_the_same(cast: Cast, client: Client, engine: sa.Engine) -> None:
    owner = client(cast.deadpond)
    edit = {"title": "Call #1 *now* tomorrow", "priority": "high", "due_day": "2027-01-05", "due_time": "14:30"}
    owner.put(f"/todos/{cast.roof}", data=edit | {"repeat": "every tuesday", "notes": "Soon.\n\n- a list"})
    owner.put(f"/todos/{cast.rope}", data={"title": "Order rope by", "priority": "normal", "due_day": "2027-02-01"})
    owner.post(f"/todos/{cast.gutters}/closure", data={"subs": "close"})
    owner.put(f"/todos/{cast.rope}/labels", data={"new": "deep work"})
    owner.post(f"/teams/{cast.z_force}/todos", data={"text": "Without a section"})
    text = owner.get(f"/teams/{cast.z_force}/text?as=markdown").text
    assert text.startswith("- [ ] Without a section\n\n# Backlog\n\n- [ ] Call")
    answer = owner.post("/teams", data={"name": "Bare", "time_zone": "UTC", "colour": "sky"})
    bare = int(answer.headers["location"].split("/teams/")[1].split("?")[0])
    for hero in (cast.rusty_man, cast.tarantula):
        owner.post(f"/teams/{bare}/roster", data={"picking": "on", "heroes": [hero], "role": "member"})
    owner.post(f"/teams/{bare}/todos", data={"text": text, "step": "add"})
    assert content(engine, cast.deadpond, bare) == content(engine, cast.deadpond, cast.z_force)
    assert len(content(engine, cast.deadpond, bare)) == 5


def test_the_page_has_the_text_in_a_box(cast: Cast, client: Client) -> None:
    owner = client(cast.deadpond)
    page = owner.get(f"/teams/{cast.z_force}/text").text
    assert "# Backlog" in page
    assert f'href="/teams/{cast.z_force}/text?as=text"' in page


def test_a_guest_finds_the_way_to_it_and_none_to_what_is_not_theirs(cast: Cast, client: Client) -> None:
    page = client(cast.tarantula).get(f"/teams/{cast.z_force}").text
    for way in ("text", "history"):
        assert f'href="/teams/{cast.z_force}/{way}"' in page
    for way in ("sections", "edit", "deletion"):
        assert f'href="/teams/{cast.z_force}/{way}"' not in page
