"""What commands have in common: the database that the settings name, and ending with a sentence."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import sqlalchemy as sa
import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from app.database import make_engine
from app.errors import AppError
from app.i18n import _
from app.schema import WrongSchema
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
            fail("\n".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()))
        except OperationalError as error:
            fail(_("The database does not answer: %(reason)s") % {"reason": str(error.orig).strip()})

    return run


@contextmanager
def database() -> Iterator[tuple[Settings, sa.Engine]]:
    """The settings in force and an engine on their database."""
    engine = make_engine(settings())
    try:
        yield settings(), engine
    finally:
        engine.dispose()


def on_terminal() -> bool:
    """Whether a person reads along."""
    return sys.stdout.isatty()
