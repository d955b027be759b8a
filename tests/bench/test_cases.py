"""All that is measured works, and without wrk it is said how to get it."""

import re

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from bench.cases import PICKED, cases, renewed
from bench.inside import inside
from bench.served import sign_in
from bench.worlds import build
from bench.wrk import NoWrk, look_for_wrk


def test_each_case_is_answered(app: FastAPI, engine: sa.Engine) -> None:
    asked = cases(engine, build(engine, 1000))
    token = sign_in(engine)
    cost = {case.name: inside(app.state.settings.sqlalchemy_url, token, case) for case in asked}
    assert list(cost) == [
        *("team list", "list, known", "list, made anew", "board", "my day", "todo page", "search", "filtered list"),
        *("create", "complete", "tick in 8 teams", f"bulk of {PICKED}", "undo"),
    ]
    assert all(one.statements > 4 for one in cost.values())
    assert [one.query is None for one in cost.values()] == [False] * 8 + [True] * 5


def test_what_is_ticked_is_open(app: FastAPI, engine: sa.Engine) -> None:
    world = build(engine, 1000)
    tick = next(case for case in cases(engine, world) if case.name == "complete")
    inside(app.state.settings.sqlalchemy_url, sign_in(engine), tick)
    ticked = re.findall(r"\d+", tick.first[0])[0]
    assert ticked in re.findall(r"\d+", tick.form)
    assert ticked not in re.findall(r"\d+", next(renewed(engine, world, tick)).form)


def test_without_wrk_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoWrk, match="apt-get install wrk"):
        look_for_wrk()
