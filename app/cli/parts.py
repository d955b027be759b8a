"""What commands have in common: the database that the settings name, and ending with a sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import sqlalchemy as sa
import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import OperationalError

from app.database import make_engine, transaction
from app.errors import AppError
from app.forms import sentence
from app.history import RecordedSession
from app.i18n import _
from app.schema import WrongSchema, check
from app.settings import Settings, settings

P = ParamSpec("P")
R = TypeVar("R")


def new_cli(words: str) -> typer.Typer:
    """A group of commands; an error that nobody expected shows as Python shows it."""
    return typer.Typer(
        help=words, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )


def fail(sentence: str) -> NoReturn:
    """End with a sentence on the error output and the status 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """The command, with what can be expected to go wrong said in a sentence."""

    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        try:
            return command(*arguments, **options)
        except AppError as refusal:
            fail(refusal.message)
        except WrongSchema as error:
            fail(str(error))
        except ValidationError as error:
            fail("\n".join(_fault(fault) for fault in error.errors()))
        except OperationalError as error:
            fail(_("The database does not answer: %(reason)s") % {"reason": str(error.orig).strip()})

    return run


def _fault(fault: ErrorDetails) -> str:
    where = ".".join(map(str, fault["loc"]))
    # A setting's own message says more than a sentence for a form would.
    return f"{where}: {fault['msg'] if where in Settings.model_fields else sentence(fault)}".removeprefix(": ")


@contextmanager
def database() -> Iterator[tuple[Settings, sa.Engine]]:
    """The settings in force and an engine on their database."""
    engine = make_engine(settings())
    try:
        yield settings(), engine
    finally:
        engine.dispose()


@contextmanager
def opened() -> Iterator[tuple[Settings, RecordedSession]]:
    """The settings in force and a transaction on their database, which has to have the newest schema."""
    with database() as (settings_in_force, engine):
        check(engine)
        with transaction(engine) as session:
            yield settings_in_force, session
