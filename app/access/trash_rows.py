"""What lies in the trash of itself, and what comes back with it: the statements, one row per root."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, func

from app.access.fate import COUNTED
from app.access.heroes import hero_known
from app.access.reach import not_gone, team_awake
from app.models import (
    Assignment,
    Comment,
    Hero,
    Label,
    Login,
    Membership,
    Role,
    SavedView,
    Section,
    Team,
    Todo,
    TodoLabel,
)
from app.models.rules import POLICY, Capacity

TRASHABLE: tuple[Any, ...] = (Hero, Team, Section, Label, Todo, Comment, SavedView)
"""The weightiest first: by the first of these a step is told."""


def roots_of(hero: Hero) -> Any:
    """Everything in the trash that the hero may restore and that came there of itself, not below something else."""
    above = aliased(Todo)
    of_itself = col(above.trashed_by).is_distinct_from(col(Todo.trashed_by))
    arms = [
        _arm(0, Hero, Hero.name).where(hero_known(hero), _sponsored(hero)),
        _arm(1, Team, Team.name, Team.id).where(_may(hero, "team.restore")),
        _of_team(2, Section, Section.name).where(_may(hero, "section.restore"), team_awake(hero)),
        _of_team(3, Label, Label.name).where(_may(hero, "label.restore"), team_awake(hero)),
        _of_team(4, Todo, Todo.title)
        .outerjoin(above, col(above.id) == Todo.parent_id)
        .where(of_itself, _may(hero, "todo.restore"), team_awake(hero)),
        _arm(5, Comment, func.substr(Comment.body, 1, 80), Team.id, Todo.title)
        .join(Todo, col(Todo.id) == Comment.todo_id)
        .join(Team, col(Team.id) == Todo.team_id)
        .where(sa.or_(_may(hero, "comment.restore"), col(Comment.author_id) == hero.id))
        .where(col(Todo.trashed_at).is_(None), team_awake(hero)),
        _of_team(6, SavedView, SavedView.name).where(_may(hero, "savedview.restore"), team_awake(hero)),
    ]
    return sa.union_all(
        *(arm.where(table.trashed_at.is_not(None), not_gone(table)) for arm, table in zip(arms, TRASHABLE, strict=True))
    ).subquery()


def _arm(weight: int, table: Any, name: Any, team_id: Any = None, place: Any = None) -> sa.Select[Any]:
    return sa.select(
        sa.literal(weight).label("weight"),
        sa.literal(str(table.__tablename__)).label("kind"),
        col(table.id).label("id"),
        name.label("name"),
        (sa.cast(sa.null(), sa.Integer) if team_id is None else team_id).label("team_id"),
        (sa.literal("") if place is None else place).label("place"),
        col(table.trashed_by).label("step"),
        col(table.trashed_at).label("at"),
    ).select_from(table)


def _of_team(weight: int, table: Any, name: Any) -> sa.Select[Any]:
    return _arm(weight, table, name, table.team_id, Team.name).join(Team, col(Team.id) == table.team_id)


def _may(hero: Hero, verb: str) -> sa.ColumnElement[bool]:
    """As `may` for records of a team, with the team's roles and for admins."""
    roles = [role for role in Role if Capacity(role.value) in POLICY[verb]]
    ranked = sa.exists().where(
        col(Membership.team_id) == col(Team.id), col(Membership.hero_id) == hero.id, col(Membership.role).in_(roles)
    )
    return sa.or_(ranked, col(Team.private_to).is_(None)) if hero.is_admin else ranked


def _sponsored(hero: Hero) -> sa.ColumnElement[bool]:
    """As `may` for heroes: admins, and owners of every team of a hero who cannot sign in and is none."""
    if hero.is_admin:
        return sa.true()
    theirs = (
        sa.select(col(Membership.team_id))
        .join(Team, col(Team.id) == Membership.team_id)
        .where(col(Membership.hero_id) == col(Hero.id), col(Team.private_to).is_(None))
        .correlate(Hero)
    )
    mine = sa.select(col(Membership.team_id)).where(
        col(Membership.hero_id) == hero.id, col(Membership.role) == Role.OWNER
    )
    can_sign_in = sa.exists().where(col(Login.hero_id) == col(Hero.id), col(Login.password_hash).is_not(None))
    return sa.and_(
        ~col(Hero.is_admin),
        ~can_sign_in,
        theirs.exists(),
        ~theirs.where(col(Membership.team_id).not_in(mine)).exists(),
    )


_IDS: Any = sa.bindparam("ids", expanding=True)


def _counted(key: Any, *tables: Any) -> sa.Select[Any]:
    living = (col(table.trashed_at).is_(None) for table in tables)
    return sa.select(key, func.count()).where(key.in_(_IDS), *living).group_by(key)


def _some(table: Any, *living: Any) -> Any:
    """The first of a team's, as many as are counted and one more."""
    return sa.select(col(table.id)).where(*living, col(table.trashed_at).is_(None)).limit(COUNTED + 1).correlate(Team)


def _counted_of_teams(some: Any) -> sa.Select[Any]:
    count = sa.select(func.count()).select_from(some.subquery()).scalar_subquery()
    return sa.select(col(Team.id), count).where(col(Team.id).in_(_IDS))


_todos = _some(Todo, col(Todo.team_id) == col(Team.id))
_among = _todos.subquery()
_root = aliased(Todo)
_same_step = sa.and_(col(_root.trashed_by) == col(Todo.trashed_by), col(_root.id) != col(Todo.id))
ALONG: tuple[tuple[str, str, sa.Select[Any]], ...] = (
    ("team", "todos", _counted_of_teams(_todos)),
    (
        "team",
        "comments",
        _counted_of_teams(_some(Comment).join_from(_among, Comment, col(Comment.todo_id) == _among.c.id)),
    ),
    ("team", "labels", _counted(col(Label.team_id), Label)),
    ("team", "sections", _counted(col(Section.team_id), Section)),
    ("todo", "sub-todos", _counted(col(_root.id)).select_from(_root).join(Todo, _same_step)),
    (
        "todo",
        "comments",
        _counted(col(_root.id), Comment)
        .select_from(_root)
        .join(Todo, col(Todo.trashed_by) == col(_root.trashed_by))
        .join(Comment, col(Comment.todo_id) == Todo.id),
    ),
    (
        "label",
        "labelled",
        _counted(col(TodoLabel.label_id), Todo).select_from(TodoLabel).join(Todo, col(Todo.id) == TodoLabel.todo_id),
    ),
    ("section", "todos", _counted(col(Todo.section_id), Todo)),
    (
        "hero",
        "teams",
        _counted(col(Membership.hero_id), Team)
        .select_from(Membership)
        .join(Team, col(Team.id) == Membership.team_id)
        .where(col(Team.private_to).is_(None)),
    ),
    (
        "hero",
        "assigned",
        _counted(col(Assignment.hero_id), Todo, Team)
        .select_from(Assignment)
        .join(Todo, col(Todo.id) == Assignment.todo_id)
        .join(Team, col(Team.id) == Todo.team_id)
        .where(col(Team.private_to).is_(None)),
    ),
)
