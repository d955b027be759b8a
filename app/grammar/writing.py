"""Todos as text: as Markdown that `read_outline` and `read_line` read back as the same todos, and in plain words.

What a title would say as a sign, a day or a repeat has a backslash ahead of it; so has what Markdown would take for its
own. A title that begins a word with a backslash already is the one thing that is not read back as it was.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.grammar.here import Here
from app.grammar.reading import read_line
from app.grammar.signs import sign_of
from app.grammar.words import QUOTES, words_of

_SPECIAL = re.compile(r"\\(?=[!-/:-@\[-`{-~])|[*`\[\]<>&~]|(?<!\w)_|_(?!\w)")
_SIGN_ESCAPE = re.compile(r'(?<!\S)\\\\(?=[#@!/"])')
_CLOSING = re.compile(r"#(?=#*$)")
_ESCAPED, _BACKSLASH = r"\\\g<0>", r"\\"
_TASK = re.compile(r"^(\s*(?:(?:[-*+•◦▪‣●]|\d+[.)])\s+)?)\[(?=[ xX]?\](?:\s|$))", re.MULTILINE)


@dataclass(frozen=True)
class Written:
    """A todo to be written: `repeat` in words of the grammar, `facts` what the plain text says of it in brackets."""

    title: str
    notes: str = ""
    done: bool = False
    priority: str = "normal"
    labels: Sequence[str] = ()
    heroes: Sequence[str] = ()
    day: dt.date | None = None
    time: dt.time | None = None
    repeat: str = ""
    facts: str = ""
    children: Sequence["Written"] = ()


@dataclass(frozen=True)
class Chapter:
    """The todos of one section; None is no section."""

    heading: str | None
    todos: Sequence[Written]


def as_markdown(chapters: Sequence[Chapter], here: Here) -> str:
    """Task lists, with a heading for each section, to be read at the same time and place."""
    return _joined((_heading(chapter.heading), _items(chapter.todos, "", here)) for chapter in chapters)


def as_words(chapters: Sequence[Chapter]) -> str:
    """The same for people: a box, the title, and in brackets what else there is to say."""
    return _joined((chapter.heading, _lines(chapter.todos, "")) for chapter in chapters)


def line_of(todo: Written, here: Here) -> str:
    """A todo on one line, as the grammar of lines reads it back."""
    tail = _signs(todo)
    line = _kept(todo.title, tail, here)
    if read_line(line, here).title != todo.title and todo.day and not (todo.labels or todo.heroes):
        # A word such as "by" at the end of the title would be part of the day.
        line = _kept(todo.title, _signs(todo, spelt_out=True), here)
    return line


def sign_for(sign: str, name: str) -> str:
    """A sign and the name behind it, in quotes where it would end too early: #house, #"deep work"."""
    (word, *more) = words_of(sign + name)
    whole = sign_of(word) if not more else None
    return f"{sign}{name}" if whole and whole[1:] == (name, len(name) + 1) else f'{sign}"{name}"'


def _joined(chapters: Iterable[tuple[str | None, Iterable[str]]]) -> str:
    texts = ["\n".join([*([heading, ""] if heading else []), *lines]).strip("\n") for heading, lines in chapters]
    return "".join(f"{text}\n" for text in ["\n\n".join(texts)] if text)


def _heading(name: str | None) -> str | None:
    return name and f"# {_CLOSING.sub(_ESCAPED, _inline(name))}"


def _items(todos: Sequence[Written], margin: str, here: Here) -> Iterator[str]:
    for todo in todos:
        box = "[x]" if todo.done else "[ ]"
        yield f"{margin}- {box} {_SIGN_ESCAPE.sub(_BACKSLASH, _inline(line_of(todo, here)))}"
        if todo.notes.strip():
            yield ""
            yield from _indented(_TASK.sub(r"\1\\[", todo.notes.strip("\n")), f"{margin}  ")
            yield ""
        yield from _items(todo.children, f"{margin}  ", here)


def _lines(todos: Sequence[Written], margin: str) -> Iterator[str]:
    for todo in todos:
        facts = f" ({todo.facts})" if todo.facts else ""
        yield f"{margin}{'☑' if todo.done else '☐'} {todo.title}{facts}"
        if todo.notes.strip():
            yield from _indented(todo.notes.strip("\n"), f"{margin}  ")
        yield from _lines(todo.children, f"{margin}  ")


def _indented(text: str, margin: str) -> Iterator[str]:
    yield from (f"{margin}{line}" if line.strip() else "" for line in text.split("\n"))


def _inline(text: str) -> str:
    """The text with a backslash ahead of all that inline Markdown would take for its own."""
    return _SPECIAL.sub(_ESCAPED, text)


def _signs(todo: Written, *, spelt_out: bool = False) -> str:
    """What stands behind the title; the priority first, as nothing ahead of it can run into it."""
    priority = [f"!{todo.priority}"] if spelt_out or todo.priority != "normal" else []
    names = [sign_for(sign, name) for sign, held in (("#", todo.labels), ("@", todo.heroes)) for name in held]
    when = [todo.day.isoformat()] if todo.day else []
    when += [f"{todo.time:%H:%M}"] if todo.day and todo.time else []
    return "".join(f" {one}" for one in (*priority, *names, *when, *filter(None, [todo.repeat])))


def _kept(title: str, tail: str, here: Here) -> str:
    """The title with a backslash ahead of each word that would say something, and the signs behind it."""
    marks: set[int] = set()
    while True:
        head = "".join(f"\\{letter}" if at in marks else letter for at, letter in enumerate(title))
        places = [at for at in range(len(title)) for _ in range(1 + (at in marks))]
        # Ahead of it stands a word, so that there is a title whatever is said.
        reading = read_line(f"x {head}{tail}", here)
        said = {places[sign.start - 2] for sign in reading.signs if sign.start - 2 < len(head)}
        if reading.title != f"x {title}":
            said |= _quotes(title)  # one that is not closed may end behind the title
        if not said - marks:
            return f"{head}{tail}"
        marks |= said


def _quotes(title: str) -> set[int]:
    return {at for at, letter in enumerate(title) if letter in QUOTES and title[at - 1 : at].strip() == ""}
