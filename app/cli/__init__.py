"""The operator's door: what the one who runs this Sidekick does from a terminal.

Whoever can start these commands can read the database, so nobody is asked to sign in.
"""

from app.cli import db, doctor, heroes, search, seed, serve, trash
from app.cli.parts import new_cli

cli = new_cli("Sidekick: teams, heroes and todos, where everything can be undone.")
for command in (serve.serve, seed.seed, trash.purge, doctor.doctor):
    cli.command()(command)
cli.add_typer(db.cli, name="db")
cli.add_typer(heroes.cli, name="hero")
cli.add_typer(search.cli, name="search")

__all__ = ["cli"]
