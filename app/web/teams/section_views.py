"""The sections of a team as a page, row by row, with the forms that add, rename and move one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access import Access
from app.forms import Form, empty
from app.models import Section, SectionCreate, SectionUpdate, Team, may
from app.rendering import Fragment
from app.web.teams.views import TeamPage, masthead


@dataclass(frozen=True)
class Edited:
    """A section that is being edited, in its form; `on_board`: from the board, where it leads again."""

    section: Section
    form: Form[SectionUpdate]
    on_board: bool


@dataclass(frozen=True)
class SectionRow(Fragment, template="teams/_section.html"):
    """A section in the list, between the ids of the `previous` and the `next`; the one that is `edited` has a form."""

    team: Team
    section: Section
    count: int
    previous: int | None
    next: int | None
    may_edit: bool
    edited: Edited | None = None

    @property
    def id(self) -> str:
        """`section-3`"""
        return f"section-{self.section.id}"


@dataclass(frozen=True)
class SectionList(Fragment, template="teams/_sections.html"):
    """All sections in their order."""

    rows: Sequence[SectionRow]

    @property
    def id(self) -> str:
        """`sections`"""
        return "sections"


@dataclass(frozen=True)
class AddSection(Fragment, template="teams/_add_section.html"):
    """The box for a new section."""

    team: Team
    form: Form[SectionCreate]

    @property
    def id(self) -> str:
        """`add`"""
        return "add"


@dataclass(frozen=True)
class SectionsPage(TeamPage, template="teams/sections.html"):
    """The sections of a team."""

    list: SectionList
    add: AddSection
    may_add: bool


def section_list(access: Access, team: Team, edited: Edited | None = None) -> SectionList:
    """The sections with their open todos; the one that is `edited` with its form."""
    sections = access.sections(team)
    counts = access.section_counts(team, done=False)
    may_edit = may(access.hero, "section.edit", team)
    ids = [None, *(section.id for section in sections), None]
    return SectionList(
        [
            SectionRow(
                team,
                section,
                counts.get(section.id, 0),
                ids[place],
                ids[place + 2],
                may_edit,
                edited if edited and edited.section.id == section.id else None,
            )
            for place, section in enumerate(sections)
        ]
    )


def add_section(team: Team, form: Form[SectionCreate] | None = None) -> AddSection:
    """An empty box, or one with errors."""
    return AddSection(team, form or empty(SectionCreate))


def sections_page(
    access: Access, team: Team, *, list: SectionList | None = None, form: Form[SectionCreate] | None = None
) -> SectionsPage:
    """The page; `form` is that of a new section as it was typed."""
    return SectionsPage(
        masthead(access, team, "sections"),
        list or section_list(access, team),
        add_section(team, form),
        may(access.hero, "section.create", team),
    )
