"""The operator's door: what the one who runs this Sidekick does from a terminal.

Whoever can start these commands can read the database, so nobody is asked to sign in.
"""

from app.cli import db, heroes
from app.cli.doctor import doctor
from app.cli.parts import new_cli
from app.cli.seed import seed
from app.cli.serve import serve
from app.cli.trash import purge

cli = new_cli("Sidekick: teams, heroes and todos, where everything can be undone.")
for command in (serve, seed, purge, doctor):
    cli.command()(command)
cli.add_typer(db.cli, name="db")
cli.add_typer(heroes.cli, name="hero")

__all__ = ["cli"]
