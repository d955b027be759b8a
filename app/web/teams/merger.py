"""/teams/{id}/merger: a team becomes part of another, after a look at what moves and what becomes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from starlette.responses import Response

from app.access import Access
from app.access.faces import Face
from app.access.fate import Listed
from app.access.team_merging import TeamUnion
from app.forms import Form, bind, empty
from app.i18n import _, ngettext
from app.models import Team
from app.models.rules import require
from app.paths import Id, id_key, search_words
from app.rendering import Page, page, swaps
from app.request import Ctx, Router
from app.web.deletions.views import Line, comment_line, lines, named, todo_line
from app.web.teams.shapes import MergeForm

router = Router()


@dataclass(frozen=True)
class TeamMergePage(Page, template="teams/merging.html"):
    """The teams that the team could go `into`, found by `q`; once one is chosen, what would become of both. `held` is
    why they cannot be merged."""

    team: Team
    into: Team | None
    others: Sequence[Team]
    q: str
    becomes: Sequence[Line]
    held: str
    form: Form[MergeForm]

    section = "teams"

    @property
    def paper(self) -> Team:
        """That of the team."""
        return self.team


@router.get("/teams/{team_id}/merger")
def show(ctx: Ctx, team_id: Id, into: str = "", q: str = "") -> Response:
    """Into which it could go; with `into` what would become of both."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "team.trash", team)
    other = id_key(into)
    return page(ctx, merge_page(ctx.access, team, _other(ctx, team, other) if other else None, search_words(q)))


@router.post("/teams/{team_id}/merger")
def merge(ctx: Ctx, team_id: Id, form: Annotated[Form[MergeForm], bind(MergeForm)]) -> Response:
    """Merge them, in one step."""
    team = ctx.access.team(team_id)
    require(ctx.hero, "team.trash", team)
    if form.errors or form.data.into == team.id:
        form.errors.setdefault("into", _("Choose another team to merge it into. Nothing was changed."))
        return swaps(ctx, otherwise=merge_page(ctx.access, team, None, form=form), status=422)
    into = ctx.access.team(form.data.into)
    ctx.access.merge_teams(team, into)
    return swaps(ctx, otherwise=f"/teams/{into.id}")


def merge_page(
    access: Access, team: Team, into: Team | None, q: str = "", form: Form[MergeForm] | None = None
) -> TeamMergePage:
    """The page, before and after the other team is chosen."""
    union = access.team_union(team, into) if into else None
    return TeamMergePage(
        team=team,
        into=into,
        others=[] if into else access.team_mergers(team, q),
        q=q,
        becomes=_becomes(into, union) if into and union else [],
        held=access.teams_apart(team, into, union.todos) if into and union else "",
        form=form or empty(MergeForm),
    )


def _other(ctx: Ctx, team: Team, other_id: int) -> Team | None:
    into = ctx.access.team(other_id)
    require(ctx.hero, "team.enlist", into)
    return into if into.id != team.id else None


def _becomes(into: Team, union: TeamUnion) -> list[Line]:
    fate = union.fate
    views = fate.views.total
    return lines(
        todo_line(fate.tally),
        comment_line(fate),
        *_heroes(into, union),
        *_sections_and_labels(union),
        Line(views, ngettext("saved view", "saved views", views), first=named(fate.views)),
    )


def _heroes(into: Team, union: TeamUnion) -> list[Line]:
    joins, rises, both = union.joins.total, union.rises.total, union.both
    joining = ngettext("hero who joins %(into)s", "heroes who join %(into)s", joins) % {"into": into.name}
    rising = ngettext("hero who gets a stronger role there", "heroes who get a stronger role there", rises)
    staying = ngettext("hero who is on both", "heroes who are on both", both)
    return [
        Line(joins, joining, first=_names(union.joins)),
        Line(rises, rising, first=_names(union.rises)),
        Line(both, staying),
    ]


def _sections_and_labels(union: TeamUnion) -> list[Line]:
    sections, labels = union.sections.total, union.labels.total
    one_section, one_label = union.fate.sections.total - sections, union.fate.labels.total - labels
    new_section = ngettext("section that is new there", "sections that are new there", sections)
    new_label = ngettext("label that is new there", "labels that are new there", labels)
    return [
        Line(sections, new_section, first=named(union.sections)),
        Line(one_section, ngettext("section that both have, as one", "sections that both have, as one", one_section)),
        Line(labels, new_label, first=named(union.labels)),
        Line(one_label, ngettext("label that both have, as one", "labels that both have, as one", one_label)),
    ]


def _names(faces: Listed[Face]) -> str:
    return named(faces, lambda face: face.first_name)
