"""Comments and history of a todo, in one list by time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from app.access import Access
from app.access.paging import PAGE
from app.access.rows import Face
from app.access.story import Deed, Remark
from app.forms import Form, empty
from app.models import CommentCreate, Hero, Todo, may
from app.rendering import Fragment
from app.text import markdown
from app.web.todos.happenings import Happening, created, happenings, name_of
from app.wording import moment


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
    form: Form[CommentCreate]

    @property
    def id(self) -> str:
        """`comment-box`"""
        return "comment-box"


def todo_story(access: Access, todo: Todo, *, before: int | None = None) -> Story:
    """The latest comments and changes; or, with `before`, the comments before that one alone."""
    remarks = access.remarks(todo, before)
    spoken = [(remark.created_at, said(remark, access.hero)) for remark in remarks]
    earlier = f"/todos/{todo.id}?before={remarks[0].id}#story-{todo.id}" if len(remarks) == PAGE else ""
    if before is not None:
        return Story(todo.id, [one for _at, one in spoken], earlier)
    done = [(deed.at, line) for deed in access.deeds(todo) for line in happenings(deed, access.hero)]
    first = created(access.maker(todo), todo.created_at, access.hero)
    later: list[tuple[datetime, Said | Happening]] = [*spoken, *done]
    later.sort(key=lambda pair: pair[0])
    return Story(todo.id, [first, *(one for _at, one in later)], earlier)


def just_done(access: Access, todo: Todo) -> list[Happening]:
    """The lines for what this request has done to the todo."""
    history, me = access.history(), Face(access.hero.id, access.hero.name, access.hero.hue)
    mine = [one for one in history.changes if (one["entity"], one["row_key"]) == ("todo", str(todo.id))]
    deeds = [Deed(one["kind"], one["before"], one["after"], history.at, me) for one in mine]
    return [line for deed in deeds for line in happenings(deed, access.hero)]


def said(remark: Remark, hero: Hero) -> Said:
    """A comment as this hero sees it."""
    return Said(
        remark=remark,
        name=name_of(remark.author, hero),
        mine=remark.author is not None and remark.author.id == hero.id,
        body=markdown(remark.body),
        when=moment(remark.created_at),
        may_edit=may(hero, "comment.edit", remark),
        may_trash=may(hero, "comment.trash", remark),
    )


def comment_box(todo: Todo, form: Form[CommentCreate] | None = None) -> CommentBox:
    """An empty box, or one as it was typed."""
    return CommentBox(todo.id, form or empty(CommentCreate))
