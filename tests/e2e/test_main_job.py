"""The main job from the first click to the last: with a script, without one, and on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.checklist import CHECKLIST, COUNT, SECTIONS, TEXT
from tests.e2e.house import House
from tests.e2e.looks import AT_A_DESK, ON_A_PHONE, WITHOUT_JAVASCRIPT, Look
from tests.e2e.visit import Visit

FIRST, SECOND = SECTIONS[0], SECTIONS[1]
LEAF, PARENT = CHECKLIST[FIRST][0], CHECKLIST[FIRST][2]
PASSWORD = "nine calm harbour seals"


@pytest.fixture(params=[AT_A_DESK, WITHOUT_JAVASCRIPT, ON_A_PHONE], ids=lambda look: look.name)
def visit(request: pytest.FixtureRequest, browser: Browser, empty_house: House) -> Iterator[Visit]:
    """Somebody who sees Sidekick for the first time."""
    look: Look = request.param
    context = look.open(browser, empty_house)
    yield Visit(context.new_page(), look)
    context.close()


@pytest.mark.timeout(240)
def test_somebody_new_runs_a_team_and_every_deletion_comes_back(
    visit: Visit, browser: Browser, empty_house: House
) -> None:
    _make_the_first_account(visit)
    team = _make_a_team(visit)
    _add_heroes(visit, team, browser, empty_house)
    _paste_a_checklist(visit, team)
    _see_it_as_a_board_filtered_and_searched(visit, team)
    _give_and_label(visit, team)
    _finish_and_reopen(visit, team)
    _edit_and_move(visit, team)
    _look_at_a_hero(visit)
    _delete_a_todo_and_undo(visit, team)
    _delete_a_label_and_restore(visit, team)
    _delete_a_section_and_undo(visit, team)
    _delete_a_hero_and_restore(visit, team)
    _delete_the_team_both_ways(visit, team)


def _make_the_first_account(visit: Visit) -> None:
    visit.go("/")
    expect(visit.page).to_have_url(re.compile("/welcome$"))
    visit.fill(Your_name="Mira Lindqvist", Email="mira@example.org", Password=PASSWORD)
    visit.press(visit.button("Create account"))
    expect(visit.page.locator("h1")).to_have_text("Kitchen Garden")
    expect(visit.row("Fix the drip line")).to_be_visible()


def _make_a_team(visit: Visit) -> str:
    """Its path."""
    visit.press(visit.link("Teams"))
    visit.press(visit.link("New team"))
    visit.fill(Name="Harbour Watch", Headquarters="Porto", Time_zone="Europe/Lisbon")
    visit.page.get_by_label("Sky").check()
    visit.press(visit.button("Make the team"))
    expect(visit.page.locator("h1")).to_have_text("Harbour Watch")
    expect(visit.page.locator("main .caption").first).to_contain_text("Meanwhile, in Porto it is")
    visit.told("Harbour Watch is ready.")
    return visit.page.url.partition("?")[0]


def _add_heroes(visit: Visit, team: str, browser: Browser, house: House) -> None:
    visit.press(visit.link("Roster"))
    visit.fill(Name="Ana Ferreira\nChidi Eze")
    visit.press(visit.button("Add to team"))
    expect(visit.page.get_by_role("row", name="Chidi Eze")).to_be_visible()
    visit.fill(Name="Ben Okafor", Email="ben@example.org")
    visit.press(visit.button("Add to team"))
    link = visit.page.locator("#join-url").input_value()
    theirs = visit.look.open(browser, house)
    ben = Visit(theirs.new_page(), visit.look)
    ben.go(link)
    expect(ben.page.locator("h1")).to_have_text("Hello, Ben Okafor")
    ben.fill(Password=PASSWORD)
    ben.press(ben.button("Set password and sign in"))
    expect(ben.page.locator("body")).to_have_class("app")
    ben.go(team)
    expect(ben.page.locator("h1")).to_have_text("Harbour Watch")
    theirs.close()


def _paste_a_checklist(visit: Visit, team: str) -> None:
    visit.go(team)
    visit.add(TEXT)
    visit.told(f"Added {COUNT} todos in {len(SECTIONS)} new sections.")
    expect(visit.page.locator(".group h2")).to_have_text(SECTIONS)
    visit.go(f"{team}?done=on")
    assert visit.titles() == [entry.title for entries in CHECKLIST.values() for entry in entries]
    for entry in (entry for entries in CHECKLIST.values() for entry in entries if entry.done):
        expect(visit.row(entry.title)).to_have_class(re.compile("done"))
    visit.open_todo(PARENT.title)
    expect(visit.page.locator(".subs a")).to_have_text([below.title for below in PARENT.below])
    expect(visit.button(f"Reopen: {PARENT.below[0].title}")).to_be_visible()
    visit.go(team)
    visit.open_todo(LEAF.title)
    expect(visit.page.locator(".prose em").first).to_have_text("its own")


def _see_it_as_a_board_filtered_and_searched(visit: Visit, team: str) -> None:
    visit.go(team)
    visit.press(visit.page.locator("main").get_by_role("link", name="Board"))
    expect(visit.page.locator("section.column h2")).to_contain_text(SECTIONS)
    column = visit.page.locator("section.column").filter(has=visit.page.get_by_role("heading", name=SECOND, exact=True))
    expect(column.locator(".card-title")).to_have_text([entry.title for entry in CHECKLIST[SECOND]])
    visit.go(f"{team}?q=step+7&state=open")
    assert visit.titles() == []
    visit.go(f"{team}?q=step+7&state=done")
    assert visit.titles() == [f"{section}, step 7" for section in SECTIONS]
    visit.go("/search")
    visit.page.locator("main").get_by_role("searchbox").fill("tide step 2")
    visit.press(visit.page.locator("main").get_by_role("button", name="Search"))
    expect(visit.page.locator("main mark").first).to_be_visible()
    expect(visit.page.locator("main").get_by_role("link", name=f"{FIRST}, step 2")).to_be_visible()


def _give_and_label(visit: Visit, team: str) -> None:
    visit.go(team)
    visit.open_todo(LEAF.title)
    for name in ("Ana", "Ben"):
        visit.choose("Change heroes", name)
        expect(visit.page.locator("dl.facts").get_by_role("link", name=name)).to_be_visible()
    visit.press(visit.button("Change labels"))
    visit.page.get_by_label("New label").fill("tide")
    visit.press(visit.button("Save labels"))
    expect(visit.page.locator("dl.facts .label", has_text="tide").first).to_be_visible()
    visit.go(team)
    expect(visit.row(LEAF.title).locator(".label")).to_have_text("tide")
    expect(visit.row(LEAF.title).locator(".avatars").get_by_role("img")).to_have_count(2)


def _finish_and_reopen(visit: Visit, team: str) -> None:
    visit.press(visit.row(LEAF.title).get_by_role("button", name="Mark done"))
    expect(visit.row(LEAF.title)).to_have_class(re.compile("done"))
    visit.press(visit.row(LEAF.title).get_by_role("button", name="Reopen"))
    expect(visit.row(LEAF.title)).not_to_have_class(re.compile("done"))
    visit.press(visit.row(PARENT.title).get_by_role("button", name="Mark done"))
    visit.press(visit.link("Keep it open"))
    expect(visit.link("Keep it open")).to_have_count(0)
    visit.go(team)
    visit.press(visit.row(PARENT.title).get_by_role("button", name="Mark done"))
    visit.press(visit.button("Complete all 2"))
    visit.told("3 todos done.")
    visit.go(team)
    expect(visit.row(PARENT.title)).to_contain_text("3/3")
    visit.press(visit.row(PARENT.title).get_by_role("button", name="Reopen"))
    expect(visit.row(PARENT.title)).not_to_have_class(re.compile("done"))


def _edit_and_move(visit: Visit, team: str) -> None:
    visit.go(team)
    visit.open_todo(LEAF.title)
    visit.press(visit.link("Edit"))
    visit.fill(Title="Read the tide table", Notes="Mind the **spring tide**.")
    visit.page.get_by_label("Priority").select_option("Urgent")
    visit.press(visit.button("Save changes"))
    expect(visit.page.locator("#todo-title")).to_have_text("Read the tide table")
    expect(visit.page.locator(".prose strong")).to_have_text("spring tide")
    visit.choose("More for this todo", "Move")
    visit.page.get_by_label("Section").select_option(SECOND)
    visit.press(visit.button("Move todo"))
    visit.told(f"in {SECOND}.")
    visit.go(team)
    second = visit.page.locator("details.group").filter(has=visit.page.get_by_role("heading", name=SECOND))
    expect(second.get_by_role("link", name="Read the tide table")).to_be_visible()


def _look_at_a_hero(visit: Visit) -> None:
    visit.press(visit.link("Heroes"))
    visit.press(visit.link("Ana Ferreira"))
    expect(visit.page.locator("h1")).to_have_text("Ana Ferreira")
    expect(visit.page.get_by_role("link", name="Harbour Watch").locator("visible=true").last).to_be_visible()
    expect(visit.row("Read the tide table")).to_be_visible()


def _delete_a_todo_and_undo(visit: Visit, team: str) -> None:
    visit.go(team)
    before = visit.list_as_read()
    visit.open_todo(PARENT.title)
    visit.choose("More for this todo", "Delete")
    assert "3 sub-todos" in visit.what_goes()
    visit.press(visit.button("Delete this todo"))
    visit.told(f"“{PARENT.title}” and 3 more deleted.")
    expect(visit.row(PARENT.title)).to_have_count(0)
    visit.undo()
    visit.told("is back where it was")
    visit.go(team)
    assert visit.list_as_read() == before


def _delete_a_label_and_restore(visit: Visit, team: str) -> None:
    visit.press(visit.link("Labels"))
    visit.press(visit.link("Delete label “tide”"))
    assert "1 todo" in visit.what_goes()
    visit.press(visit.button("Delete this label"))
    visit.told("Label “tide” deleted. The todos stay.")
    visit.go(team)
    expect(visit.row("Read the tide table").locator(".label")).to_have_count(0)
    _restore(visit, "tide")
    visit.go(team)
    expect(visit.row("Read the tide table").locator(".label")).to_have_text("tide")


def _delete_a_section_and_undo(visit: Visit, team: str) -> None:
    before = visit.list_as_read()
    visit.choose("More for", "Sections")
    visit.press(visit.link(f"Delete section “{SECOND}”"))
    assert f"{len(CHECKLIST[SECOND]) + 1} todos stay" in visit.what_goes()
    visit.press(visit.button("Delete this section"))
    visit.told(f"Section “{SECOND}” deleted. Its todos stay.")
    visit.undo()
    visit.told("is back with its todos")
    visit.go(team)
    assert visit.list_as_read() == before


def _delete_a_hero_and_restore(visit: Visit, team: str) -> None:
    visit.press(visit.link("Heroes"))
    visit.press(visit.link("Ana Ferreira"))
    visit.choose("More for", "Delete")
    said = visit.what_goes()
    assert "1 team that they leave" in said
    assert "1 todo in their hands" in said
    visit.press(visit.button("Delete Ana"))
    visit.told("Ana Ferreira deleted.")
    visit.go(team)
    expect(visit.row("Read the tide table").locator(".avatars").get_by_role("img")).to_have_count(1)
    _restore(visit, "Ana Ferreira")
    visit.go(team)
    expect(visit.row("Read the tide table").locator(".avatars").get_by_role("img")).to_have_count(2)


def _delete_the_team_both_ways(visit: Visit, team: str) -> None:
    before = visit.list_as_read()
    for bring_back in (visit.undo, lambda: _restore(visit, "Harbour Watch")):
        visit.go(team)
        visit.choose("More for", "Delete team")
        said = visit.what_goes()
        assert f"{COUNT} todos" in said
        assert f"{len(SECTIONS)} sections" in said
        assert "1 label" in said
        visit.press(visit.button("Delete Harbour Watch"))
        visit.told("Harbour Watch deleted.")
        visit.page.wait_for_url(re.compile("/teams$|/teams.did"))
        bring_back()
        visit.told("Harbour Watch is back, with all that was in it.")
        visit.go(team)
        assert visit.list_as_read() == before


def _restore(visit: Visit, name: str) -> None:
    visit.press(visit.link("Trash"))
    visit.press(visit.button(f"Restore {name}"))
    visit.told("is back")
