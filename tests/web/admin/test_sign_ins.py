"""The sign-in log: what is noted of whoever comes in or is refused, and how admins read it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col
from starlette.testclient import TestClient

from app.access import sign_in_log
from app.access.paging import PAGE
from app.clock import now
from app.database import transaction
from app.models import Attempt, Hero, Login, SignInTry
from app.models.sign_in_try import Outcome
from tests.cast import Cast
from tests.phones import phone_of

Client = Callable[..., TestClient]
EMAIL, PASSWORD = "dead@pond.example", "chimichanga time"
RIGHT = {"email": EMAIL, "password": PASSWORD}
WRONG = RIGHT | {"password": "wrong horse"}
UNKNOWN = WRONG | {"email": "nobody@pond.example"}


@pytest.fixture
def deadpond(cast: Cast, engine: sa.Engine) -> int:
    """A hero who can sign in."""
    with transaction(engine) as session:
        session.add(Login.claim(session.get_one(Hero, cast.deadpond), EMAIL, PASSWORD))
    return cast.deadpond


def noted(engine: sa.Engine) -> list[tuple[Outcome, int | None]]:
    """What became of each try, and whose it was, in order."""
    with engine.connect() as connection:
        rows = connection.execute(sa.select(col(SignInTry.outcome), col(SignInTry.hero_id)).order_by(col(SignInTry.id)))
        return [(outcome, hero_id) for outcome, hero_id in rows]


def test_who_comes_in_and_who_is_refused_is_noted(deadpond: int, anonymous: TestClient, engine: sa.Engine) -> None:
    for typed in (WRONG, UNKNOWN, RIGHT):
        anonymous.post("/login", data=typed, headers={"user-agent": "Firefox/1 Linux\x01"})
    assert noted(engine) == [
        (Outcome.WRONG_PASSWORD, deadpond),
        (Outcome.WRONG_PASSWORD, None),
        (Outcome.ADMITTED, deadpond),
    ]
    with engine.connect() as connection:
        kept = connection.execute(sa.select(SignInTry.__table__)).mappings().all()  # type: ignore[attr-defined]
    assert "horse" not in str(kept)
    assert "@" not in str(kept)


def test_the_second_door_is_noted(cast: Cast, anonymous: TestClient, engine: sa.Engine) -> None:
    phone_of(engine, cast.deadpond, EMAIL, PASSWORD)
    anonymous.post("/login", data=RIGHT)
    for _ in range(6):
        anonymous.post("/login/code", data={"code": "000000"})
    assert noted(engine) == [
        *[(Outcome.WRONG_CODE, cast.deadpond)] * 5,
        (Outcome.THROTTLED, cast.deadpond),
    ]


def test_whoever_is_deactivated_is_noted(deadpond: int, cast: Cast, anonymous: TestClient, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.get_one(Hero, deadpond).deactivate(by=session.get_one(Hero, cast.north))
    anonymous.post("/login", data=RIGHT)
    assert noted(engine) == [(Outcome.DEACTIVATED, deadpond)]


def test_a_passkey_that_is_refused_is_noted(cast: Cast, anonymous: TestClient, engine: sa.Engine) -> None:
    anonymous.post("/login/passkey/challenge")
    anonymous.post("/login/passkey", data={"answer": "{}"})
    assert noted(engine) == [(Outcome.WRONG_PASSKEY, None)]


def test_an_address_that_has_to_wait_is_noted_once(deadpond: int, anonymous: TestClient, engine: sa.Engine) -> None:
    with transaction(engine) as session:
        session.add_all(Attempt.fail(EMAIL, "testclient") for _ in range(30))
    for typed in (RIGHT, UNKNOWN, RIGHT):
        assert anonymous.post("/login", data=typed).status_code == 429
    assert noted(engine) == [(Outcome.THROTTLED, deadpond)]


@pytest.mark.parametrize("waits", [False, True])
def test_it_is_the_same_work_whether_the_email_is_anybodys(
    deadpond: int, anonymous: TestClient, engine: sa.Engine, queries: Callable[[], Any], waits: bool
) -> None:
    with transaction(engine) as session:
        session.add_all(Attempt.fail("", "testclient") for _ in range(30 if waits else 0))
    anonymous.post("/login", data=UNKNOWN)
    asked = []
    for typed in (WRONG, UNKNOWN):
        with queries() as sent:
            assert anonymous.post("/login", data=typed).status_code == (429 if waits else 422)
        asked.append(list(sent))
    assert asked[0] == asked[1]


def test_nobody_fills_the_disk(
    deadpond: int, anonymous: TestClient, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_log, "KEPT_AT_MOST", 3)
    for typed in (RIGHT, UNKNOWN, UNKNOWN, WRONG, UNKNOWN):
        anonymous.post("/login", data=typed)
    assert noted(engine) == [
        (Outcome.WRONG_PASSWORD, None),
        (Outcome.WRONG_PASSWORD, deadpond),
        (Outcome.WRONG_PASSWORD, None),
    ]


def note(engine: sa.Engine, hero_id: int | None, *outcomes: Outcome) -> None:
    with transaction(engine) as session:
        for outcome in outcomes:
            session.add(
                SignInTry(at=now(), hero_id=hero_id, address="192.0.2.1", user_agent="Firefox/1 Linux", outcome=outcome)
            )
            session.flush()


def lines(page: str) -> list[str]:
    """The rows of the table, without markup."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def test_admins_read_it_the_newest_first(cast: Cast, client: Client, engine: sa.Engine) -> None:
    note(engine, cast.deadpond, Outcome.ADMITTED)
    note(engine, None, Outcome.WRONG_PASSWORD)
    page = client(cast.north).get("/admin/sign-ins").text
    first, second = lines(page)
    assert "Nobody we know Wrong email or password 192.0.2.1 Firefox on Linux" in first
    assert "Signed in 192.0.2.1" in second
    assert f'href="/heroes/{cast.deadpond}"' in page
    assert "Kept for 90 days, at most 100,000 tries." in page


def test_it_is_narrowed_to_a_hero_and_to_those_refused(cast: Cast, client: Client, engine: sa.Engine) -> None:
    note(engine, cast.deadpond, Outcome.ADMITTED, Outcome.WRONG_CODE)
    note(engine, None, Outcome.WRONG_PASSWORD)
    admin = client(cast.north)
    first, second = lines(admin.get("/admin/sign-ins?only=refused").text)
    assert "Wrong email or password" in first
    assert "Wrong code" in second
    of_one = admin.get(f"/admin/sign-ins?hero={cast.deadpond}").text
    assert "Only those of Deadpond Wilson." in of_one
    assert len(lines(of_one)) == 2
    (only,) = lines(admin.get(f"/admin/sign-ins?hero={cast.deadpond}&only=refused").text)
    assert "Wrong code" in only
    assert admin.get("/admin/sign-ins?hero=999999").status_code == 404


def test_one_page_follows_another(cast: Cast, client: Client, engine: sa.Engine) -> None:
    note(engine, cast.deadpond, *[Outcome.WRONG_CODE] * (PAGE + 3))
    admin = client(cast.north)
    page = admin.get(f"/admin/sign-ins?only=refused&hero={cast.deadpond}").text
    (more,) = re.findall(r'href="(/admin/sign-ins\?[^"]*after=\d+)"', page)
    rest = admin.get(more.replace("&amp;", "&")).text
    assert (len(lines(page)), len(lines(rest))) == (PAGE, 3)
    assert "after=" not in rest
