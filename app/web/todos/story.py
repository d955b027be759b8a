"""Comments and history of a todo, in one list by time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.access import Access
from app.access.paging import PAGE
from app.access.past import Happened
from app.access.story import Remark
from app.forms import Form, empty
from app.i18n import _, ngettext
from app.models import CommentCreate, Hero, Todo, may
from app.rendering import Fragment, View
from app.text import markdown
from app.web.changes.words import Line, lines_of, name_of
from app.wording import moment


@dataclass(frozen=True)
class Happening(View, template="todos/_happening.html"):
    """A line of narration between the comments."""

    picture: str
    words: Markup
    at: datetime
    when: str


@dataclass(frozen=True)
class Said(Fragment, template="todos/_said.html"):
    """A comment as a balloon."""

    remark: Remark
    name: str
    mine: bool
    body: Markup
    when: str
    may_edit: bool
    may_trash: bool

    @property
    def id(self) -> str:
        """`comment-7`"""
        return f"comment-{self.remark.id}"


@dataclass(frozen=True)
class Story(Fragment, template="todos/_story.html"):
    """What was said and done, the oldest first. `earlier` is where older comments are, if any."""

    todo_id: int
    told: Sequence[Said | Happening]
    earlier: str

    @property
    def id(self) -> str:
        """`story-41`"""
        return f"story-{self.todo_id}"


@dataclass(frozen=True)
class CommentBox(Fragment, template="todos/_comment_box.html"):
    """The box to say something."""

    todo_id: int
    team_id: int
    form: Form[CommentCreate]

    @property
    def id(self) -> str:
        """`comment-box`"""
        return "comment-box"


def todo_story(access: Access, todo: Todo, *, before: int | None = None) -> Story:
    """The latest comments and changes; or, with `before`, the comments before that one alone."""
    remarks = access.remarks(todo, before)
    mentioned = access.mentioned(todo.team_id, *(remark.body for remark in remarks))
    spoken = [(remark.created_at, said(remark, access.hero, mentioned)) for remark in remarks]
    earlier = f"/todos/{todo.id}?before={remarks[0].id}#story-{todo.id}" if len(remarks) == PAGE else ""
    if before is not None:
        return Story(todo.id, [one for _at, one in spoken], earlier)
    deeds, count = access.deeds(todo)
    done = [(line.at, line) for line in _narrated(access, deeds)]
    first = _created(access, todo, count)
    later: list[tuple[datetime, Said | Happening]] = [*spoken, *done]
    later.sort(key=lambda pair: pair[0])
    return Story(todo.id, [first, *(one for _at, one in later)], earlier)


def just_done(access: Access, todo: Todo) -> list[Happening]:
    """The lines for what this request has done to the todo."""
    return _narrated(access, access.just_happened(todo))


def _narrated(access: Access, past: Sequence[Happened]) -> list[Happening]:
    """The lines for these changes; where in its list a todo stands is no story."""
    names = access.names([one.change for one in past])
    return [
        Happening(line.picture, _with_title(line), one.at, moment(one.at))
        for one in past
        for line in lines_of(one, access.hero, names)
        if line.facet != "rank"
    ]


def _with_title(line: Line) -> Markup:
    return Markup("{}: {}").format(line.words, line.diff) if line.facet == "title" else line.words


def _created(access: Access, todo: Todo, earlier: int) -> Happening:
    """The first line of every story, with the way to all that is not in it."""
    who, rest = name_of(access.maker(todo), access.hero), _("<b>%(who)s</b> created this todo.")
    if earlier:
        rest = ngettext(
            "<b>%(who)s</b> created this todo, and %(n)d more change.",
            "<b>%(who)s</b> created this todo, and %(n)d more changes.",
            earlier,
        )
    link = Markup('<a href="/todos/{}/history">{}</a>').format(todo.id, _("Show all"))
    words = Markup("{} {}").format(Markup(rest) % {"who": who, "n": earlier}, link)
    return Happening("history", words, todo.created_at, moment(todo.created_at))


def said(remark: Remark, hero: Hero, mentioned: Mapping[str, int]) -> Said:
    """A comment as this hero sees it; `mentioned` are the heroes whom it may name, by handle."""
    return Said(
        remark=remark,
        name=name_of(remark.author, hero),
        mine=remark.author is not None and remark.author.id == hero.id,
        body=markdown(remark.body, mentioned, hero.id),
        when=moment(remark.created_at),
        may_edit=may(hero, "comment.edit", remark),
        may_trash=may(hero, "comment.trash", remark),
    )


def comment_box(todo: Todo, form: Form[CommentCreate] | None = None) -> CommentBox:
    """An empty box, or one as it was typed."""
    return CommentBox(todo.id, todo.team_id, form or empty(CommentCreate))
