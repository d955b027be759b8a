"""The settings in force, as admins see them."""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.settings import Settings
from tests.cast import Cast

Client = Callable[..., TestClient]


def rows(page: str) -> dict[str, str]:
    """What stands behind each variable, without markup."""
    found = re.findall(r"<code>(SIDEKICK_\w+)</code>.*?</th>(.*?)</tr>", page, re.DOTALL)
    return {variable: " ".join(re.sub(r"<[^>]*>", " ", rest).split()) for variable, rest in found}


def test_each_setting_stands_there_with_its_origin_those_chosen_first(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, app: FastAPI
) -> None:
    monkeypatch.setenv("SIDEKICK_TRASH_DAYS", str(app.state.settings.trash_days))
    for name in set(Settings.model_fields) - {"trash_days"}:
        monkeypatch.delenv(f"SIDEKICK_{name.upper()}", raising=False)
    shown = rows(client(cast.north).get("/admin/settings").text)
    assert set(shown) == {f"SIDEKICK_{name.upper()}" for name in Settings.model_fields}
    assert next(iter(shown)) == "SIDEKICK_TRASH_DAYS"
    assert shown["SIDEKICK_TRASH_DAYS"] == "30 environment"
    assert shown["SIDEKICK_SESSION_DAYS"] == "30 default"
    assert shown["SIDEKICK_SMTP_URL"] == "empty default"


def test_no_secret_is_shown(cast: Cast, client: Client, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = app.state.settings.model_copy(
        update={"smtp_url": "smtp://ana:sec-ret@mail", "database_url": "postgresql://ana:sec-ret@db/sidekick"}
    )
    monkeypatch.setitem(vars(app.state)["_state"], "settings", secret)
    page = client(cast.north).get("/admin/settings").text
    assert "sec-ret" not in page
    assert rows(page)["SIDEKICK_SMTP_URL"].startswith("smtp://ana:***@mail")
