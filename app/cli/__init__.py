"""The operator's door: what the one who runs this Sidekick does from a terminal.

Whoever can start these commands can read the database, so nobody is asked to sign in.
"""

from app.cli import db
from app.cli.parts import new_cli
from app.cli.serve import serve

cli = new_cli("Sidekick: teams, heroes and todos, where everything can be undone.")
cli.command()(serve)
cli.add_typer(db.cli, name="db")

__all__ = ["cli"]
