"""What is wrong, as admins see it."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from app import checkup
from app.clock import now
from app.models import Todo
from tests.cast import Cast
from tests.mailbox import mail_server

Client = Callable[..., TestClient]


def test_a_healthy_place_is_fine(cast: Cast, client: Client, engine: sa.Engine) -> None:
    page = client(cast.north).get("/admin/health").text
    assert "Everything is fine." in page
    assert engine.dialect.name in page
    assert "Wrong:" not in page


def test_what_is_wrong_stands_first(cast: Cast, client: Client, engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM membership WHERE team_id = {cast.z_force}")
    page = client(cast.north).get("/admin/health").text
    assert "Everything is fine." not in page
    assert page.index("teams without an owner") < page.index("Sidekick", page.index("<tbody>"))


@pytest.mark.parametrize("usable", [True, False])
def test_the_mail_server_is_asked(
    cast: Cast, client: Client, app: FastAPI, monkeypatch: pytest.MonkeyPatch, usable: bool
) -> None:
    with mail_server() as mailbox:
        url = mailbox.url if usable else mailbox.url.rpartition(":")[0] + ":1"
        mailing = {"smtp_url": url, "mail_from": "sidekick@example.org", "public_url": "http://testserver"}
        monkeypatch.setitem(vars(app.state)["_state"], "settings", app.state.settings.model_copy(update=mailing))
        page = client(cast.north).get("/admin/health").text
        assert ("it takes mail" in page) is usable
        assert ("Wrong:" in page) is not usable
        assert mailbox.empty


def test_a_full_trash_is_not_counted_to_the_end(
    cast: Cast, client: Client, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.begin() as connection:
        step = connection.scalar(sa.text("SELECT max(id) FROM change_set"))
        connection.execute(sa.update(Todo).values(trashed_at=now(), trashed_by=step))
        trashed = connection.scalar(sa.select(sa.func.count()).select_from(Todo)) or 0
    admin = client(cast.north)
    assert f"todo {trashed}" in admin.get("/admin/health").text
    monkeypatch.setattr(checkup, "NEWEST", 2)
    assert "todo more than 2" in admin.get("/admin/health").text


def test_it_reads_the_newest_rows_and_writes_nothing(cast: Cast, client: Client, queries: Callable[[], Any]) -> None:
    admin = client(cast.north)
    with queries() as asked:
        admin.get("/admin/health")
    rules = [statement for statement in asked if "SELECT count(*) FROM (SELECT" in statement]
    assert len(rules) >= 5
    assert all("LIMIT 1000" in statement for statement in rules)
    assert [statement for statement in asked if statement.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))] == []
