"""What must never be in the database cannot get into it, whoever writes: on both engines, past all of the program."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from app.ceremonies import Made
from app.clock import now
from app.database import transaction
from app.models import (
    Attempt,
    Comment,
    CommentCreate,
    Cover,
    HalfSignIn,
    Hero,
    Invitation,
    InvitationCreate,
    KnownBrowser,
    Login,
    Membership,
    OneTimeLink,
    Passkey,
    PasskeyChallenge,
    Picture,
    RecoveryCode,
    SavedView,
    SavedViewCreate,
    SecondFactor,
    SignIn,
    SignInTry,
    Team,
    Todo,
)
from app.models.order import ranks_after
from app.models.sign_in_try import Outcome
from tests.cast import Cast
from tests.dump import Rows, dump

NOBODY = 2_000_000_000
TABLES = {table.name: table for table in SQLModel.metadata.sorted_tables}
LAST = ranks_after("a9", 1)[0]

Change = tuple[str, dict[str, Any]]
"""The table of which one row gets these values; a value such as "other.email" is that of another row."""

CHECKS: dict[str, Change] = {
    "ck_change_set_stepkind": ("change_set", {"kind": "whatever"}),
    "ck_comment_body_given": ("comment", {"body": ""}),
    "ck_comment_trashed_whole": ("comment", {"trashed_at": now()}),
    "ck_cover_not_by_themselves": ("cover", {"stand_in_id": "own id"}),
    "ck_hero_handle_given": ("hero", {"handle": ""}),
    "ck_hero_hue": ("hero", {"hue": "beige"}),
    "ck_hero_name_given": ("hero", {"name": ""}),
    "ck_hero_theme": ("hero", {"theme": "beige"}),
    "ck_hero_trashed_whole": ("hero", {"trashed_at": now()}),
    "ck_invitation_no_owners": ("invitation", {"role": "owner"}),
    "ck_invitation_role": ("invitation", {"role": "king"}),
    "ck_invitation_used_no_more": ("invitation", {"used": 2}),
    "ck_invitation_uses_few": ("invitation", {"uses": 51}),
    "ck_label_hue": ("label", {"colour": "beige"}),
    "ck_label_name_given": ("label", {"name": ""}),
    "ck_label_trashed_whole": ("label", {"trashed_at": now()}),
    "ck_membership_role": ("membership", {"role": "king"}),
    "ck_savedview_name_given": ("savedview", {"name": ""}),
    "ck_savedview_trashed_whole": ("savedview", {"trashed_at": now()}),
    "ck_section_name_given": ("section", {"name": ""}),
    "ck_section_todo_limit_positive": ("section", {"todo_limit": 0}),
    "ck_section_trashed_whole": ("section", {"trashed_at": now()}),
    "ck_sign_in_try_outcome": ("sign_in_try", {"outcome": "whatever"}),
    "ck_team_hue": ("team", {"colour": "beige"}),
    "ck_team_name_given": ("team", {"name": ""}),
    "ck_team_trashed_whole": ("team", {"trashed_at": now()}),
    "ck_todo_block_not_by_itself": ("todo_block", {"blocker_id": "own id"}),
    "ck_todo_due_once": ("todo", {"due_on": now().date(), "due_at": now()}),
    "ck_todo_not_its_own_parent": ("todo", {"parent_id": "own id"}),
    "ck_todo_priority": ("todo", {"priority": "whatever"}),
    "ck_todo_relation_once_for_the_pair": ("todo_relation", {"other_id": "own id"}),
    "ck_todo_title_given": ("todo", {"title": ""}),
    "ck_todo_trashed_whole": ("todo", {"trashed_at": now()}),
}
UNIQUES: dict[str, tuple[str, tuple[str, ...]]] = {
    "uq_half_sign_in_token_digest": ("half_sign_in", ("token_digest",)),
    "uq_hero_handle": ("hero", ("handle",)),
    "uq_invitation_token_digest": ("invitation", ("token_digest",)),
    "uq_label_team_id_name_living": ("label", ("team_id", "name")),
    "uq_login_email": ("login", ("email",)),
    "uq_login_hero_id": ("login", ("hero_id",)),
    "uq_one_time_link_token_digest": ("one_time_link", ("token_digest",)),
    "uq_passkey_credential_id": ("passkey", ("credential_id",)),
    "uq_passkey_challenge_token_digest": ("passkey_challenge", ("token_digest",)),
    "uq_second_factor_hero_id": ("second_factor", ("hero_id",)),
    "uq_sign_in_token_digest": ("sign_in", ("token_digest",)),
    "uq_team_private_to": ("team", ("private_to",)),
    "uq_todo_external_source_external_id": ("todo", ("external_source", "external_id")),
}
KEYS = [(table.name, key.parent.name) for table in TABLES.values() for key in table.foreign_keys]
NEEDED = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if not column.nullable and not column.primary_key
]


@pytest.fixture
def world(cast: Cast, engine: sa.Engine) -> Cast:
    """The cast with at least two rows in every table that has a rule."""
    with transaction(engine) as session:
        session.info["actor_id"] = cast.deadpond
        heroes = [session.get_one(Hero, hero_id) for hero_id in (cast.deadpond, cast.rusty_man)]
        for number, hero in enumerate(heroes):
            session.add(Login.reserve(hero, f"{number}@example.org"))
            session.add(SignIn.start(hero, f"digest {number}", "Browser"))
            session.add(OneTimeLink.reset(hero, f"digest {number}"))
            session.add(HalfSignIn.start(hero, f"digest {number}", stays=False, there="/", kept=""))
            session.add(SecondFactor.prepare(hero))
            session.add(KnownBrowser.note(hero.id, f"digest {number}"))
            session.add(Picture(digest=f"digest {number}", webp=b"", chosen_at=now()))
            session.add(Passkey.keep(hero, Made(f"credential {number}", "key", 0, ""), "handle", "Phone"))
            session.add(PasskeyChallenge.give(f"digest {number}", hero.id))
            session.add(RecoveryCode.of(hero.id, "q3xm-7hbd-2kvp-ayw5"))
            session.add(Attempt.fail(f"{number}@example.org", "127.0.0.1"))
            session.add(SignInTry(at=now(), address="::1", user_agent="", outcome=Outcome.ADMITTED, hero_id=hero.id))
            session.add(Comment.write(session.get_one(Todo, cast.roof), CommentCreate(body="Hm."), by=hero))
            team = session.get_one(Team, cast.z_force)
            link = session.get_one(Membership, (hero.id, team.id))
            session.add(Cover.arrange(link, heroes[1 - number], now().date(), by=hero))
            session.add(Invitation.make(team, InvitationCreate(), f"digest {number}", by=heroes[0]))
            session.add(SavedView.add(team, SavedViewCreate(name="Ours"), by=hero, list_of=team))
        roof, *others = (session.get_one(Todo, todo_id) for todo_id in (cast.roof, cast.gutters, cast.rope))
        for other in others:
            roof.wait_for(other, by=heroes[0], behind=())
            roof.relate(other, by=heroes[0])
    keys = TABLES["form_key"]
    with engine.begin() as connection:
        connection.execute(
            keys.insert().values(hero_id=cast.deadpond, key="k", created_at=now(), status=0, headers={}, body="")
        )
        connection.execute(
            TABLES["todo"]
            .update()
            .where(TABLES["todo"].c.id.in_((cast.roof, cast.rope)))
            .values(external_source="mail", external_id=sa.cast(TABLES["todo"].c.id, sa.String))
        )
    return cast


def update(engine: sa.Engine, table: sa.Table, key: tuple[object, ...], values: dict[str, Any]) -> None:
    """Past the types of the columns too: the value goes to the database as it is."""
    sets = ", ".join(f"{name} = :{name}" for name in values)
    where = " AND ".join(f"{column.name} = :key_{column.name}" for column in table.primary_key)
    keys = {f"key_{column.name}": value for column, value in zip(table.primary_key, key, strict=True)}
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {table.name} SET {sets} WHERE {where}"), values | keys)


def refused(engine: sa.Engine, rows: Rows, name: str, values: dict[str, Any], *, which: int = 0) -> str:
    """What the database says to an update of one of the table's `rows`."""
    key = sorted(rows, key=repr)[which]
    with pytest.raises(IntegrityError) as error:
        update(engine, TABLES[name], key, {n: key[0] if value == "own id" else value for n, value in values.items()})
    return str(error.value.orig)


def named(engine: sa.Engine, constraint: str, sentence: str) -> bool:
    """Whether the refusal is that of this constraint. SQLite names the columns of a unique one in its place."""
    return constraint in sentence or (constraint.startswith("uq_") and engine.dialect.name == "sqlite")


def test_every_rule_of_the_tables_is_tried_here() -> None:
    rules = [rule for table in TABLES.values() for rule in (*table.constraints, *table.indexes)]
    assert {str(rule.name) for rule in rules if isinstance(rule, sa.CheckConstraint)} == set(CHECKS)
    assert {
        str(rule.name)
        for rule in rules
        if isinstance(rule, sa.UniqueConstraint) or (isinstance(rule, sa.Index) and rule.unique)
    } == set(UNIQUES)


def test_no_check_can_be_broken(world: Cast, engine: sa.Engine) -> None:
    before = dump(engine, ())
    for constraint, (table, values) in CHECKS.items():
        assert named(engine, constraint, refused(engine, before[table], table, values))
    assert dump(engine, ()) == before


def test_nothing_unique_can_be_there_twice(world: Cast, engine: sa.Engine) -> None:
    before = dump(engine, ())
    for constraint, (table, columns) in UNIQUES.items():
        rows = before[table]
        full = [row for _, row in sorted(rows.items(), key=repr) if None not in [row[name] for name in columns]]
        values = {name: full[0][name] for name in columns}
        which = sorted(rows, key=repr).index(tuple(full[1][column.name] for column in TABLES[table].primary_key))
        assert named(engine, constraint, refused(engine, rows, table, values, which=which))
    assert dump(engine, ()) == before


def test_names_that_differ_only_in_case_are_the_same_name(world: Cast, engine: sa.Engine) -> None:
    update(engine, TABLES["label"], (world.gear,), {"name": "tools"})
    with pytest.raises(IntegrityError):
        update(engine, TABLES["label"], (world.gear,), {"name": "HOUSE"})
    rows = sorted(dump(engine, ())["login"])
    with pytest.raises(IntegrityError):
        update(engine, TABLES["login"], rows[1], {"email": "0@EXAMPLE.org"})


def test_a_label_in_the_trash_leaves_its_name_to_another(world: Cast, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.info["actor_id"] = world.deadpond
        deadpond = session.get_one(Hero, world.deadpond)
        session.get_one(Team, world.z_force).labels[0].trash(by=deadpond)
    update(engine, TABLES["label"], (world.gear,), {"name": "house"})
    assert [row["name"] for row in dump(engine, ())["label"].values()].count("house") == 2


def test_every_link_leads_to_a_row(world: Cast, engine: sa.Engine) -> None:
    before = dump(engine, ())
    for table, column in KEYS:
        values: dict[str, Any] = {column: NOBODY}
        if column == "trashed_by":
            values["trashed_at"] = now()
        refused(engine, before[table], table, values)
    assert dump(engine, ()) == before


def test_what_is_needed_cannot_be_missing(world: Cast, engine: sa.Engine) -> None:
    before = dump(engine, ())
    for table, column in NEEDED:
        refused(engine, before[table], table, {column: None})
    assert dump(engine, ()) == before


def delete(engine: sa.Engine, table: str, key: int) -> None:
    with engine.begin() as connection:
        connection.execute(TABLES[table].delete().where(TABLES[table].c.id == key))


def test_with_a_team_goes_all_that_is_in_it_and_nothing_else(world: Cast, engine: sa.Engine) -> None:
    before = dump(engine, ())
    delete(engine, "team", world.z_force)
    after = dump(engine, ())
    assert {row["team_id"] for row in after["todo"].values()} == {world.preventers}
    assert after["comment"] == after["assignment"] == after["todo_label"] == {}
    assert world.z_force not in {
        row["team_id"] for name in ("section", "label", "membership") for row in after[name].values()
    }
    for name in ("hero", "login", "sign_in", "change_set"):
        assert after[name] == before[name]


def test_what_a_hero_wrote_stays_without_them(world: Cast, engine: sa.Engine) -> None:
    before = dump(engine, ())
    delete(engine, "hero", world.deadpond)
    after = dump(engine, ())
    assert {row["created_by"] for row in after["todo"].values()} == {None, world.spider_boy}
    assert len(after["comment"]) == 2
    assert set(after["change_set"]) == set(before["change_set"])
    assert world.deadpond not in {key[1] for key in after["assignment"]}
    assert [row["hero_id"] for row in after["login"].values()] == [world.rusty_man]


def test_a_section_leaves_its_todos_and_a_todo_takes_its_subs(world: Cast, engine: sa.Engine) -> None:
    delete(engine, "section", world.backlog)
    assert dump(engine, ())["todo"][world.roof,]["section_id"] is None
    delete(engine, "todo", world.roof)
    assert set(dump(engine, ())["todo"]) == {(world.rope,), (world.spider_web,)}
