"""Say what the tests will run on, and install what is missing, before the first of them starts."""

import sys

from tests.services.browser import NoBrowser, chromium
from tests.services.postgres import NoPostgres, running


def main() -> int:
    """Print one line for each service; give 1 when one of them cannot be had."""
    try:
        with running() as server:
            print(f"PostgreSQL: {server.origin}")
        print(f"Browser:    {chromium().origin}")
    except (NoPostgres, NoBrowser) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
