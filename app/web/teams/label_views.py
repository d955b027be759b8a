"""The labels of a team as a page, row by row, with the forms that add and change one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.access.labels import LabelLine
from app.access.paging import PAGE
from app.forms import Form, empty, opened
from app.i18n import _
from app.models import Label, LabelCreate, LabelUpdate, Team, may
from app.rendering import Fragment
from app.web.teams.views import TeamPage, masthead


@dataclass(frozen=True)
class LabelRow(Fragment, template="teams/_label.html"):
    """A label in the list; with a `form` it is being edited."""

    team: Team
    line: LabelLine
    may_edit: bool
    form: Form[LabelUpdate] | None = None

    @property
    def id(self) -> str:
        """`label-5`"""
        return f"label-{self.line.id}"


@dataclass(frozen=True)
class LabelList(Fragment, template="teams/_labels.html"):
    """A page of the labels."""

    rows: Sequence[LabelRow]
    count: int
    more: str

    @property
    def id(self) -> str:
        """`labels`"""
        return "labels"


@dataclass(frozen=True)
class AddLabel(Fragment, template="teams/_add_label.html"):
    """The box for a new label; `again` right after one was added, for the next."""

    team: Team
    form: Form[LabelCreate]
    again: bool = False

    @property
    def id(self) -> str:
        """`add`"""
        return "add"


@dataclass(frozen=True)
class LabelsPage(TeamPage, template="teams/labels.html"):
    """The labels of a team."""

    list: LabelList
    add: AddLabel
    may_add: bool


def label_row(access: Access, team: Team, label: Label, form: Form[LabelUpdate] | None = None) -> LabelRow:
    """One label as it stands, or with the form to change it."""
    return LabelRow(team, access.label_line(label), may(access.hero, "label.edit", team), form)


def label_form(label: Label) -> Form[LabelUpdate]:
    """The form with what is stored."""
    return opened(LabelUpdate, label)


def label_list(access: Access, team: Team, *, after: int | None = None, edited: LabelRow | None = None) -> LabelList:
    """A page of the labels from behind the label `after`; the row being `edited` in its place, or first."""
    lines = access.label_lines(team, after)
    may_edit = may(access.hero, "label.edit", team)
    rows = [edited if edited and line.id == edited.line.id else LabelRow(team, line, may_edit) for line in lines]
    if edited and edited not in rows:
        rows.insert(0, edited)
    more = f"/teams/{team.id}/labels?after={lines[-1].id}" if len(lines) == PAGE else ""
    return LabelList(rows, access.label_count(team), more)


def labels_page(
    access: Access,
    team: Team,
    *,
    after: int | None = None,
    edited: LabelRow | None = None,
    form: Form[LabelCreate] | None = None,
) -> LabelsPage:
    """The page; `form` is that of a new label as it was typed."""
    return LabelsPage(
        masthead=masthead(access, team, "labels"),
        list=label_list(access, team, after=after, edited=edited),
        add=AddLabel(team, form or empty(LabelCreate)),
        may_add=may(access.hero, "label.create", team),
    )


def taken() -> str:
    """The sentence about a name that another label has."""
    return _("There is a label with this name already. Choose another name.")
