"""What has to be done now and then: empty the trash of what lay there long enough, drop what is gone for good, and
forget what has expired or is long past."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from random import uniform
from threading import Event, Thread
from time import monotonic

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from app import form_keys
from app.clock import now
from app.database import open_session, transaction
from app.dropping import KINDS
from app.models import (
    Attempt,
    Change,
    HalfSignIn,
    Hero,
    Invitation,
    KnownBrowser,
    OneTimeLink,
    PasskeyChallenge,
    Picture,
    SignIn,
    SignInTry,
)
from app.models.attempt import WINDOW
from app.models.invitation import KEPT
from app.models.known_browser import KNOWN_FOR
from app.purge import ROOM, begin_purge, forget_step, marked, purge_step
from app.settings import Settings

EVERY = 3600
"""Seconds between two rounds."""
SOON = 5
"""Seconds after which somebody looks whether anything is gone for good that has to be dropped."""
PAUSE = 0.02
"""Seconds after each of its transactions, in which others get their turn."""
AIM, FEWEST, MOST = 0.05, 300, 3000
"""Seconds that a transaction which drops rows should take, and how few and how many rows it may take in."""
ONE_AT_A_TIME = 7433_5432
"""The advisory lock that a step holds on PostgreSQL, so that processes do not run into each other."""
SPARED = timedelta(hours=1)
"""How long nothing is dropped that somebody may be choosing at this very moment."""

log = logging.getLogger(__name__)


def purge(engine: sa.Engine, change_set_ids: Iterable[int]) -> int:
    """Drop what these change sets put in the trash, step by step. Returns how many of them had something there."""
    purged = 0
    for change_set_id in change_set_ids:
        with _turn(engine) as session:
            purged += begin_purge(session, change_set_id) is not None
    drop_gone(engine, Event())
    return purged


def drop_gone(engine: sa.Engine, stop: Event) -> None:
    """Drop what is marked as gone for good, by and by, until all of it is dropped or somebody says stop."""
    room: float = ROOM
    while steps := _gone(engine):
        more = True
        while more:
            with _turn(engine) as session:
                began = monotonic()
                more = purge_step(session, *steps, room=room)
            room = paced(room, monotonic() - began)
            if stop.wait(PAUSE):
                return


def paced(room: float, seconds: float) -> float:
    """So many rows should take as long as a transaction may, as this many took so many seconds."""
    return min(MOST, max(FEWEST, min(2.0, AIM / seconds) * room))


def _gone(engine: sa.Engine) -> Sequence[int]:
    with open_session(engine, writes=False) as session:
        return marked(session)


@contextmanager
def _turn(engine: sa.Engine) -> Iterator[Session]:
    """A transaction for one step, that has begun; on SQLite writers take turns anyway."""
    with transaction(engine) as session:
        session.connection()
        if engine.dialect.name == "postgresql":
            session.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
        yield session


def expired(session: Session, days: int) -> list[int]:
    """The change sets whose things have lain in the trash for so many days, the oldest first."""
    limit = now() - timedelta(days=days)
    found = [sa.select(col(kind.trashed_by)).where(col(kind.trashed_at) < limit) for kind in KINDS]
    return sorted(session.scalars(sa.union(*found)))


def forget_history(engine: sa.Engine, days: int) -> None:
    """Drop what was done more than so many days ago from the history, step by step."""
    limit, more = now() - timedelta(days=days), True
    while more:
        with _turn(engine) as session:
            more = forget_step(session, limit)


def forget(session: Session, settings: Settings) -> None:
    """Drop sign-ins, whole, half and noted, challenges, links, failed attempts, browsers and form keys that count no
    more."""
    unused = now() - timedelta(days=settings.session_days)
    old = now() - timedelta(days=settings.session_max_days)
    ended = sa.or_(col(SignIn.last_seen_at) < unused, col(SignIn.created_at) < old)
    session.execute(sa.delete(SignIn).where(ended))
    session.execute(sa.delete(HalfSignIn).where(col(HalfSignIn.expires_at) < now()))
    session.execute(sa.delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) < now()))
    session.execute(sa.delete(OneTimeLink).where(col(OneTimeLink.expires_at) < now()))
    over = sa.or_(col(Invitation.expires_at) < now() - KEPT, col(Invitation.revoked_at) < now() - KEPT)
    session.execute(sa.delete(Invitation).where(over))
    session.execute(sa.delete(Attempt).where(col(Attempt.at) < now() - WINDOW))
    session.execute(sa.delete(KnownBrowser).where(col(KnownBrowser.last_seen_at) < now() - KNOWN_FOR))
    logged = now() - timedelta(days=settings.sign_in_log_days)
    session.execute(sa.delete(SignInTry).where(col(SignInTry.at) < logged))
    form_keys.forget(session)


def forget_pictures(session: Session) -> None:
    """Drop pictures by which nobody is shown any more, and to which no step that is kept leads back."""
    named = [col(Change.before), col(Change.after)]
    digests = [sa.select(col(Hero.picture))]
    digests += [sa.select(values["picture"].as_string()).where(col(Change.entity) == "hero") for values in named]
    known = sa.union(*digests).subquery()
    idle = col(Picture.chosen_at) < now() - SPARED
    session.execute(sa.delete(Picture).where(idle, ~sa.exists().where(known.c[0] == col(Picture.digest))))


def tidy(engine: sa.Engine, settings: Settings) -> int:
    """One round. Returns of how many steps things left the trash."""
    with transaction(engine) as session:
        forget(session, settings)
        old = expired(session, settings.trash_days)
    purged = purge(engine, old)
    forget_history(engine, settings.history_days)
    with transaction(engine) as session:
        forget_pictures(session)
    return purged


@contextmanager
def hourly(engine: sa.Engine, settings: Settings) -> Iterator[None]:
    """Do a round about every hour, in a thread of its own, while the block lasts."""
    stop = Event()
    thread = Thread(target=_rounds, args=(engine, settings, stop), name="upkeep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)


def _rounds(engine: sa.Engine, settings: Settings, stop: Event) -> None:
    due = _next_round()
    while not stop.wait(min(SOON, EVERY)):
        try:
            drop_gone(engine, stop)
            if monotonic() >= due:
                due = _next_round()
                tidy(engine, settings)
        except SQLAlchemyError:
            log.exception("The trash could not be emptied; the next round tries again.")


def _next_round() -> float:
    # Not all processes at the same minute, and not in the first one, when everybody comes back.
    return monotonic() + uniform(0.5, 1.0) * EVERY
