"""A todo as text."""

from collections.abc import Callable

from starlette.testclient import TestClient

from tests.cast import Cast

Client = Callable[..., TestClient]


def test_a_todo_is_there_as_markdown_in_words_and_as_a_page_to_copy_from(cast: Cast, client: Client) -> None:
    guest, address = client(cast.tarantula), f"/todos/{cast.roof}/text"
    client(cast.rusty_man).post(f"/todos/{cast.ladder}/closure")
    markdown = guest.get(f"{address}?as=markdown")
    assert markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert markdown.text == (
        "- [ ] Call the roofer #house @rusty-man @deadpond-wilson\n"
        "  - [ ] Clean the gutters\n"
        "    - [x] Borrow a ladder\n"
    )
    words = guest.get(f"{address}?as=text")
    assert words.headers["content-type"] == "text/plain; charset=utf-8"
    assert words.text.startswith("☐ Call the roofer (to Rusty-Man and Deadpond, #house)\n  ☐ Clean")
    page = guest.get(address).text
    assert "- [ ] Call the roofer #house" in page
    assert f'data-copy-from="{address}?as=markdown"' in guest.get(f"/todos/{cast.roof}").text


def test_a_sub_todo_is_written_without_what_is_above_it(cast: Cast, client: Client) -> None:
    text = client(cast.tarantula).get(f"/todos/{cast.gutters}/text?as=markdown").text
    assert text == "- [ ] Clean the gutters\n  - [ ] Borrow a ladder\n"
