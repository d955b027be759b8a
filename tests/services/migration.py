"""Write a migration from the models: what `make migration name="…"` runs.

The models are compared with a PostgreSQL that all migrations so far have made, because SQLite cannot tell which indexes
on expressions it has.
"""

import sys

from alembic import command

from app.database import make_engine
from app.schema import configuration
from app.settings import Settings
from tests.services.postgres import create_database, running


def main(name: str) -> None:
    """Write it under this name, unless nothing has changed."""
    with running() as server:
        engine = make_engine(Settings(database_url=create_database(server.url, "sidekick_migration")))
        with engine.connect() as connection:
            command.upgrade(configuration(connection), "head")
            if not command.revision(configuration(connection), name, autogenerate=True):
                print("The migrations make what the models say: there is nothing to write.")
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
