"""What is no form at all is refused; what is one is stored as it was typed."""

from collections.abc import Callable

import sqlalchemy as sa
from fastapi import FastAPI
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from sqlmodel import select
from starlette.testclient import TestClient

from app.history import RecordedSession
from app.models import Todo
from app.request import cookie_name
from tests.cast import Cast
from tests.dump import dump

Client = Callable[..., TestClient]


def test_a_paste_of_20_megabytes_is_too_much(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before = dump(engine)
    huge = b"text=" + b"x" * 20_000_000
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for content in (huge, iter([huge[:1_500_000], huge[1_500_000:]])):
        answer = client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", content=content, headers=form)
        assert answer.status_code == 413
        assert "Split it and send the parts." in answer.text
    assert dump(engine) == before


TEXT = b'Content-Disposition: form-data; name="text"'
BODIES_OF_OTHER_KINDS = {
    "a multipart form without its end": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nhi',
        422,
    ),
    "a multipart form without its boundary": ("multipart/form-data", b"hi", 400),
    "a multipart form with another boundary": ("multipart/form-data; boundary=x", b"--y\r\n\r\n--y--", 400),
    "a file in place of words": (
        "multipart/form-data; boundary=x",
        b"--x\r\n" + TEXT + b'; filename="a.txt"\r\n\r\nhi\r\n--x--\r\n',
        400,
    ),
    "too many fields": ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(2_001)), 400),
    "JSON": ("application/json", b'{"text": "hi"}', 422),
    "broken JSON": ("application/json", b"{", 422),
    "plain text": ("text/plain", b"text=hi", 422),
    "something without a kind": ("", b"text=hi", 422),
    "a form in a strange alphabet": ("application/x-www-form-urlencoded; charset=utf-7", b"text=%00", 422),
}


def test_what_is_no_form_is_refused(cast: Cast, client: Client, engine: sa.Engine) -> None:
    before, browser = dump(engine), client(cast.deadpond)
    seen = {}
    for name, (kind, body, _status) in BODIES_OF_OTHER_KINDS.items():
        answer = browser.post(f"/teams/{cast.z_force}/todos", content=body, headers={"Content-Type": kind})
        seen[name] = answer.status_code
        assert "<h1" in answer.text or "<h2" in answer.text
    assert seen == {name: status for name, (_kind, _body, status) in BODIES_OF_OTHER_KINDS.items()}
    assert dump(engine) == before


def test_the_first_of_two_fields_with_one_name_counts_or_the_last_but_never_both(
    cast: Cast, client: Client, session: RecordedSession
) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    client(cast.deadpond).post(f"/teams/{cast.z_force}/todos", content=b"text=One&text=Two", headers=form)
    titles = session.exec(select(Todo.title).where(sa.column("title").in_(("One", "Two")))).all()
    assert len(titles) == 1


def test_a_cookie_that_nobody_gave_out_is_nobody(app: FastAPI, cast: Cast, anonymous: TestClient) -> None:
    name = cookie_name(app.state.settings)
    for value in ("", "x" * 8_000, "\xff\xfe", "a\tb", '"', ";;;=", "%00", "\u200f", "token-of-1-False\0"):
        cookie = f"{name}={value}".encode("utf-8", "replace")
        assert anonymous.get("/teams", headers={b"Cookie": cookie}).status_code == 303
        assert anonymous.post("/teams", data={"name": "New"}, headers={b"Cookie": cookie}).status_code == 401


# Free text comes back as it was typed

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def whole(form: str) -> str:
    """How a browser sends its lines, and how they are stored."""
    return form.replace("\r\n", "\n").replace("\r", "\n")


@given(title=WORDS, notes=WORDS)
@example(title="\u200f\u202e\u2067abc", notes="\ufeff\r\n\r\n  x \u2028 y\t\n")
@example(title="é e\u0301 ﬁ İ ß 😀👩\u200d🚀", notes="\n\nfirst lines are empty\n")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_typed_is_what_is_stored(
    title: str, notes: str, cast: Cast, client: Client, session: RecordedSession
) -> None:
    assume("\0" not in title + notes)
    version = session.get_one(Todo, cast.rope, populate_existing=True).version
    session.rollback()
    typed = {"priority": "normal", "title": title, "notes": notes, "version": str(version)}
    answer = client(cast.deadpond).put(f"/todos/{cast.rope}", data=typed)
    session.expire_all()
    todo = session.get_one(Todo, cast.rope)
    session.rollback()
    if any(letter.isprintable() and not letter.isspace() for letter in title):
        assert answer.status_code == 303
        assert (todo.title, todo.notes) == (" ".join(title.split()), whole(notes))
    else:
        assert answer.status_code == 422
