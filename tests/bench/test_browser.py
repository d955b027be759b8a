"""What is looked at in a browser can be looked at, and stands in a table."""

import pytest

from bench import browser
from bench.browser import HEAD, look, table, words_of


def test_lists_and_boards_are_looked_at_on_desks_and_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISITS", "TICKS", "PAGES"):
        monkeypatch.setattr(browser, name, 1)
    seen = look(1000)
    assert [(one["page"], one["width"]) for one in seen] == [
        *(("team list", 1440), ("team list", 390), ("board", 1440), ("board", 390)),
    ]
    assert all(one["rows"] > 50 and one["answered"] >= one["tick"] > 0 and one["more"] > 0 for one in seen)
    assert all(one["lcp"] > 0 and 0 < one["bare cpu"] < one["cpu"] for one in seen)
    assert len(table(seen).splitlines()) == 1 + len(seen)
    assert table(seen).splitlines()[0].split() == " ".join(HEAD).split()


def test_a_bare_page_has_the_words_and_the_weight() -> None:
    page = "<title>Ænima</title>\n<ol>\n<li>Call <b>the</b> roofer\n</ol>" + "<hr>" * 20
    bare = words_of(page.encode())
    assert "<p>Call the roofer" in bare.decode()
    assert len(bare) == len(page.encode())
    assert b"<li" not in bare
