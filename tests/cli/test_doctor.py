import re
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app import checkup
from app.models import ChangeSet, Membership, Todo
from app.settings import Settings, settings
from tests.cli.conftest import Run
from tests.mailbox import PASSWORD, USER, mail_server


def test_a_healthy_place_is_fine(run: Run, ready: sa.Engine) -> None:
    run("seed")
    result = run("doctor")
    assert "WRONG" not in result.stdout
    assert result.stdout.endswith("Everything is fine.\n")
    assert result.exit_code == 0


def test_every_setting_is_shown_with_its_origin(run: Run, ready: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDEKICK_TRASH_DAYS", "7")
    settings.cache_clear()
    output = run("doctor").stdout
    assert "SIDEKICK_TRASH_DAYS: 7 (environment)\n" in output
    assert "SIDEKICK_SESSION_DAYS: 30 (default)\n" in output
    assert [f"SIDEKICK_{name.upper()}: " in output for name in Settings.model_fields] == [True] * len(
        Settings.model_fields
    )


def test_the_password_of_the_database_is_not_shown() -> None:
    shown = checkup.shown("database_url", "postgresql://ana:secret@db/sidekick")
    assert shown == "postgresql://ana:***@db/sidekick"
    shown = checkup.shown("database_url", "postgresql://ana@db/sidekick?password=secret&sslmode=require")
    assert "secret" not in shown
    assert "sslmode=require" in shown


def test_the_password_of_the_mail_server_is_not_shown() -> None:
    assert checkup.shown("smtp_url", "smtp://ana:sec%40ret@mail:25") == "smtp://ana:***@mail:25"
    assert checkup.shown("smtp_url", "smtp://mail") == "smtp://mail"


def test_a_mail_server_that_cannot_be_used_is_wrong(
    run: Run, ready: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIDEKICK_PUBLIC_URL", "https://todo.example.org")
    monkeypatch.setenv("SIDEKICK_MAIL_FROM", "sidekick@example.org")
    with mail_server(login=True) as mailbox:
        for secret, word in ((f"{USER}:{quote(PASSWORD, safe='')}", "ok"), (f"{USER}:wrong", "WRONG")):
            monkeypatch.setenv("SIDEKICK_SMTP_URL", mailbox.url.replace("//", f"//{secret}@"))
            settings.cache_clear()
            assert re.search(rf"^{word} +Mail server: ", run("doctor").stdout, re.MULTILINE)
        assert mailbox.empty


def test_a_database_without_tables_is_wrong(run: Run) -> None:
    result = run("doctor")
    assert "WRONG Schema: The database has no tables yet. Run: python -m app db upgrade\n" in result.stdout
    assert result.exit_code == 1


def test_a_team_that_lost_its_owners_is_wrong(run: Run, ready: sa.Engine) -> None:
    run("seed")
    with ready.begin() as connection:
        connection.execute(sa.update(Membership).where(col(Membership.role) == "owner").values(role="member"))
    result = run("doctor")
    assert "WRONG teams without an owner: 4\n" in result.stdout
    assert result.exit_code == 1


def test_a_clock_behind_what_is_written_is_wrong(run: Run, ready: sa.Engine) -> None:
    run("hero", "add", "Ana")
    with ready.begin() as connection:
        at = connection.execute(sa.select(col(ChangeSet.at))).scalar_one()
        connection.execute(sa.update(ChangeSet).values(at=at.replace(year=at.year + 1)))
    assert "WRONG Clock: " in run("doctor").stdout


def test_a_full_disk_is_wrong(run: Run, ready: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "ROOM", 10**18)
    assert "WRONG Disk: " in run("doctor").stdout


@pytest.mark.parametrize(("proxies", "fault"), [("127.0.0.1", False), ("", True)])
def test_a_proxy_that_nobody_named_is_wrong(
    run: Run, ready: sa.Engine, monkeypatch: pytest.MonkeyPatch, proxies: str, fault: bool
) -> None:
    monkeypatch.setenv("SIDEKICK_PUBLIC_URL", "https://todo.example.org")
    monkeypatch.setenv("SIDEKICK_FORWARDED_ALLOW_IPS", proxies)
    settings.cache_clear()
    result = run("doctor")
    assert ("WRONG Proxy: nobody is named" in result.output) is fault
    assert (result.exit_code == 1) is fault


def test_the_trash_is_counted(run: Run, ready: sa.Engine) -> None:
    run("seed")
    with ready.begin() as connection:
        step = connection.execute(sa.select(sa.func.max(col(ChangeSet.id)))).scalar_one()
        connection.execute(
            sa.update(Todo).where(col(Todo.parent_id).is_not(None)).values(trashed_at=Todo.created_at, trashed_by=step)
        )
    assert "Trash: todo 6\n" in run("doctor").stdout
