"""`serve`: Sidekick on an address."""

import os
import socket
from contextlib import suppress
from typing import Annotated

import sqlalchemy as sa
import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from app import __version__, schema
from app.access.guest import Guest
from app.cli.logs import log_config
from app.cli.parts import database, fail, plainly
from app.database import transaction
from app.i18n import _
from app.settings import Settings
from app.settings import settings as settings_in_force

APPLICATION = "app.main:on_duty"
"""By name: each worker is a process of its own and makes its own."""
KEEP_ALIVE = 75
"""Seconds that an idle connection stays open: longer than a proxy in front keeps it, so that none is cut in use."""


@plainly
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on, instead of SIDEKICK_HOST.")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on, instead of SIDEKICK_PORT; 0 is any free one.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that serve.")] = 1,
    access_log: Annotated[bool, typer.Option("--access-log", help="Write one line for each request.")] = False,
) -> None:
    """Serve Sidekick until Ctrl+C. Then requests under way have ten seconds to end."""
    _put_in_force(host=host, port=port)
    with database() as (settings, engine):
        schema.check(engine)
        listener = _listen(settings)
        _put_in_force(port=listener.getsockname()[1])
        _greet(settings_in_force(), engine)
    _run(_configuration(settings_in_force(), workers=workers, access_log=access_log), listener)


def _put_in_force(**options: object) -> None:
    """Options become settings of this process and of its workers."""
    os.environ.update({f"SIDEKICK_{name.upper()}": str(value) for name, value in options.items() if value is not None})
    settings_in_force.cache_clear()


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        fail(
            _("Sidekick cannot listen on %(address)s: %(reason)s. Choose another port: python -m app serve --port 8001")
            % {"address": settings.origin, "reason": os.strerror(error.errno) if error.errno else error}
        )
    listener.set_inheritable(True)
    return listener


def _greet(settings: Settings, engine: sa.Engine) -> None:
    typer.echo(_("Sidekick %(version)s is at %(address)s") % {"version": __version__, "address": f"{settings.origin}/"})
    with transaction(engine) as session:
        first = Guest(session).open_house()
    if first is not None:
        typer.echo(_("Nobody is here yet. Make the first account: %(link)s") % {"link": f"{settings.origin}{first}"})


def _configuration(settings: Settings, *, workers: int, access_log: bool) -> uvicorn.Config:
    return uvicorn.Config(
        APPLICATION,
        factory=True,
        workers=workers,
        http="httptools",
        ws="none",
        log_config=log_config(access=access_log),
        access_log=access_log,
        server_header=False,
        # Believed from nobody, or only from the proxies that the settings name.
        proxy_headers=bool(settings.forwarded_allow_ips),
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=10,
    )


def _run(config: uvicorn.Config, listener: socket.socket) -> None:
    if config.workers > 1:
        Multiprocess(config, sockets=[listener]).run()
        return
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        raise typer.Exit(1)
