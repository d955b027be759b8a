"""/search: the page of what was found."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from starlette.testclient import TestClient

from app.access import Access
from app.database import transaction
from app.grammar.outline import read_outline
from app.models import Comment, CommentCreate, Hero
from tests.cast import Cast

Client = Callable[..., TestClient]


def write(engine: sa.Engine, cast: Cast, *, todos: str = "", comments: tuple[str, ...] = ()) -> None:
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        mine = Access(session, session.get_one(Hero, cast.deadpond))
        mine.plant(mine.team(cast.z_force), read_outline(todos))
        for body in comments:
            mine.add(Comment.write(mine.todo(cast.roof), CommentCreate(body=body), by=mine.hero))


def words(text: str) -> str:
    main = text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", main)))


def rows(text: str) -> list[str]:
    return re.findall(r'<li class="row[^"]*" id="todo-(\d+)"', text)


def test_it_counts_what_it_found_and_shows_it_by_kind(cast: Cast, client: Client, engine: sa.Engine) -> None:
    write(engine, cast, comments=("The roof leaks",))
    text = client(cast.rusty_man).get("/search?q=roof").text
    assert "2 found in 1 team" in words(text)
    assert "Call the <mark>roof</mark>er" in text
    assert "The <mark>roof</mark> leaks" in text
    assert f'href="/todos/{cast.roof}#comment-1"' in text
    assert 'href="/search?q=roof&amp;kind=comments"' in text
    assert rows(client(cast.rusty_man).get("/search?q=roof&kind=comments").text) == []
    assert "1 found" in words(client(cast.deadpond).get("/search?q=rusty").text)


def test_what_is_in_notes_is_shown_in_a_line_and_nothing_in_it_is_obeyed(
    cast: Cast, client: Client, engine: sa.Engine
) -> None:
    write(engine, cast, todos="- <i>Thing</i> alarm\n\n  <script>alert(1)</script> & the **alarm** is <b>on</b>")
    browser = client(cast.deadpond)
    browser.put(f"/todos/{cast.rope}", data={"title": "Rope", "priority": "low", "notes": "<script>alarm(1)</script>"})
    text = browser.get("/search?q=alarm").text
    assert "&lt;script&gt;<mark>alarm</mark>(1)&lt;/script&gt;" in text
    assert "&lt;i&gt;Thing&lt;/i&gt; <mark>alarm</mark>" in text
    assert "<script>al" not in text
    assert "<i>Thing" not in text


def test_the_words_come_back_whatever_they_are(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond)
    for typed in ('"><script>', "roof' OR 1=1", "x" * 5_000, "🚀", "%00", "a\0b", "' \" * NEAR(", "\ud7ff"):
        answer = browser.get(f"/search?q={quote(typed)}")
        assert answer.status_code == 200
        assert "<script>" not in answer.text.split("<main")[1]
    assert 'value="&#34;&gt;&lt;script&gt;"' in browser.get("/search", params={"q": '"><script>'}).text


def test_nothing_found_offers_what_may_have_been_meant(cast: Cast, client: Client) -> None:
    text = client(cast.deadpond).get("/search?q=rooofer").text
    assert "Nothing for “rooofer”. Did you mean roofer?" in words(text)
    assert '<a href="/search?q=roofer">roofer</a>' in text
    assert "Did you mean" not in client(cast.spider_boy).get("/search?q=rooofer").text
    text = client(cast.deadpond).get("/search?q=hippopotamus&state=done").text
    assert "Words are found by how they begin" in words(text)
    assert 'href="/search?q=hippopotamus"' in text


def test_an_empty_search_says_what_can_be_found(cast: Cast, client: Client) -> None:
    assert "What are you looking for?" in words(client(cast.deadpond).get("/search").text)
    assert "What are you looking for?" in words(client(cast.deadpond).get("/search?q=%20").text)


def test_a_state_and_a_team_can_be_chosen(cast: Cast, client: Client) -> None:
    browser = client(cast.deadpond)
    browser.post(f"/todos/{cast.rope}/closure")
    assert rows(browser.get("/search?q=rope&state=done").text) == [str(cast.rope)]
    assert rows(browser.get("/search?q=rope&state=open").text) == []
    assert rows(browser.get(f"/search?q=rope&team={cast.z_force}").text) == [str(cast.rope)]
    assert browser.get(f"/search?q=web&team={cast.preventers}").status_code == 404
    assert rows(browser.get("/search?q=rope&state=huge&team=x&kind=y&after=z").text) == [str(cast.rope)]
    text = client(cast.north).get(f"/search?q=web&team={cast.preventers}").text
    assert rows(text) == [str(cast.spider_web)]
    assert f'<option value="{cast.preventers}" selected>Preventers</option>' in text


def test_pages_follow_each_other_without_a_gap_or_a_repeat(cast: Cast, client: Client, engine: sa.Engine) -> None:
    titles = [f"Slate {number}" if number % 2 else f"Slates {number}" for number in range(121)]
    write(engine, cast, todos="\n".join(titles), comments=tuple(f"slate {number}" for number in range(7)))
    browser, seen = client(cast.deadpond), list[str]()
    first = browser.get("/search?q=slate").text
    assert len(rows(first)) == 10
    assert 'href="/search?q=slate&amp;kind=todos"' in first
    url: str | None = "/search?q=slate&kind=todos"
    sizes = []
    while url:
        text = browser.get(url).text
        sizes.append(len(rows(text)))
        seen += rows(text)
        if len(sizes) == 1:  # what is ticked and added meanwhile makes none that follows come twice or not at all
            write(engine, cast, todos="Slate 999")
        more = re.search(r'href="([^"]+)" rel="next"', text)
        url = unescape(more[1]) if more else None
    assert sizes == [50, 50, 21]
    assert len(set(seen)) == 121
    found = [re.search(rf'id="todo-{number}".*?</a>', text, re.DOTALL) for number in seen[-1:]]
    assert all(found)


def test_a_page_takes_as_many_statements_for_many_as_for_few(
    cast: Cast, client: Client, engine: sa.Engine, queries: Callable[[], Any]
) -> None:
    browser = client(cast.deadpond)

    def counted(url: str) -> int:
        with queries() as sent:
            assert browser.get(url).status_code == 200
        return len(sent)

    write(engine, cast, todos="Slate", comments=("slate",))
    few = counted("/search?q=slate"), counted("/search?q=slate&kind=todos"), counted("/search/palette?q=slate")
    write(engine, cast, todos="\n".join(["Slate"] * 60), comments=("slate",) * 60)
    many = counted("/search?q=slate"), counted("/search?q=slate&kind=todos"), counted("/search/palette?q=slate")
    assert few == many
    assert max(many) <= 20


def test_a_tick_in_the_results_works(cast: Cast, client: Client) -> None:
    answer = client(cast.deadpond, htmx=True).post(f"/todos/{cast.rope}/closure")
    assert f"#todo-{cast.rope}" in answer.text


def test_a_request_for_a_part_gets_the_main_alone(cast: Cast, client: Client) -> None:
    text = client(cast.deadpond, htmx=True).get("/search?q=roof").text
    assert text.lstrip().startswith("<title>")
    assert "<html" not in text


def test_filters_narrow_it_as_they_do_lists(cast: Cast, client: Client) -> None:
    member = client(cast.rusty_man)
    for query in ("q=roofer+label:house", "q=label:house", "q=call&assignee=me", "q=-label:none"):
        page = member.get(f"/search?{query}").text
        assert f'href="/todos/{cast.roof}"' in page, query
        assert "Order rope" not in page
    page = member.get("/search?q=rope+label:house+priority:hgih").text
    assert f'href="/todos/{cast.rope}"' not in page
    assert "“hgih” says nothing here: write urgent, high, normal and low." in page
