"""Languages: what is chosen from a header, and what a viewer reads."""

from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app import i18n
from app.i18n import Viewer, _, available_locales, negotiate, ngettext, pgettext, viewer, viewing

GERMAN = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Deleted %(name)s"
msgstr "%(name)s gelöscht"

msgid "%(n)s todo"
msgid_plural "%(n)s todos"
msgstr[0] "%(n)s Aufgabe"
msgstr[1] "%(n)s Aufgaben"

msgctxt "verb"
msgid "Open"
msgstr "Öffnen"
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A world in which Sidekick has been translated to German and Brazilian Portuguese."""
    source = tmp_path / "messages.po"
    source.write_text(GERMAN, encoding="utf-8")
    for locale in ("de", "pt_BR"):
        compiled = tmp_path / locale / "LC_MESSAGES" / "messages.mo"
        compiled.parent.mkdir(parents=True)
        with source.open("rb") as text, compiled.open("wb") as binary:
            write_mo(binary, read_po(text))
    monkeypatch.setattr(i18n, "_FOLDER", tmp_path)
    monkeypatch.setattr(i18n, "_catalogue", i18n._catalogue.__wrapped__)
    monkeypatch.setattr(i18n, "available_locales", available_locales.__wrapped__)


def test_without_a_catalogue_every_message_is_its_own_english() -> None:
    assert _("Deleted %(name)s") % {"name": "Avengers"} == "Deleted Avengers"
    assert ngettext("%(n)s todo", "%(n)s todos", 1) % {"n": 1} == "1 todo"
    assert ngettext("%(n)s todo", "%(n)s todos", 0) % {"n": 0} == "0 todos"
    assert pgettext("verb", "Open") == "Open"


def test_an_empty_message_stays_empty() -> None:
    assert _("") == ""


@pytest.mark.usefixtures("german")
def test_a_viewer_reads_their_own_language() -> None:
    with viewing(Viewer(locale="de")):
        assert _("Deleted %(name)s") % {"name": "Rächer"} == "Rächer gelöscht"
        assert ngettext("%(n)s todo", "%(n)s todos", 3) % {"n": 3} == "3 Aufgaben"
        assert pgettext("verb", "Open") == "Öffnen"
        assert _("Not translated yet") == "Not translated yet"


def test_the_viewer_ends_with_the_block_even_when_it_fails() -> None:
    def broken() -> None:
        with viewing(Viewer(locale="de", zone="Europe/Berlin")):
            assert viewer().clock.key == "Europe/Berlin"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert viewer() == Viewer()


def test_a_viewer_knows_their_language_as_html_names_it() -> None:
    assert (Viewer(locale="pt_BR").tag, Viewer(locale="de").tag) == ("pt-BR", "de")


def test_a_viewer_knows_the_direction_of_their_language() -> None:
    assert Viewer(locale="he").language.text_direction == "rtl"
    assert Viewer(locale="pt_BR").language.text_direction == "ltr"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("de", "de"),
        ("DE-at", "de"),
        ("pt-br", "pt_BR"),
        ("fr, de;q=0.5", "de"),
        ("de;q=0.3, en;q=0.8", "en"),
        ("de;q=0, pt-BR;q=0.1", "pt_BR"),
        ("fr, ja", "en"),
        ("*", "en"),
    ],
)
def test_the_header_chooses_the_best_of_our_languages(header: str, locale: str) -> None:
    assert negotiate(header) == locale


@pytest.mark.parametrize(
    "header", [None, "", ";;;", "de;q=abc", "../../etc", "\x00", "q=1,,,;", "de;q=0.5;q=1", "x" * 100_000]
)
def test_an_unreadable_header_means_english(header: str | None) -> None:
    assert negotiate(header) == "en"


def test_english_is_always_there() -> None:
    assert available_locales()[0] == "en"
