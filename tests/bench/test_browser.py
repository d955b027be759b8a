"""What is looked at in a browser can be looked at, and stands in a table."""

import pytest

from bench import browser
from bench.browser import HEAD, look, table


def test_lists_and_boards_are_looked_at_on_desks_and_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISITS", "TICKS", "PAGES"):
        monkeypatch.setattr(browser, name, 1)
    seen = look(1000)
    assert [(one["page"], one["width"]) for one in seen] == [
        *(("team list", 1440), ("team list", 390), ("board", 1440), ("board", 390)),
    ]
    assert all(one["rows"] > 50 and one["tick"] > 0 and one["more"] > 0 and one["lcp"] > 0 for one in seen)
    assert len(table(seen).splitlines()) == 1 + len(seen)
    assert table(seen).splitlines()[0].split() == " ".join(HEAD).split()
