"""The addresses of a team's views."""

from app.models import Section, Team


def list_url(team: Team, *, done: bool = False, into: Section | None = None) -> str:
    """The address of a team's list, adding to the section `into`."""
    return f"/teams/{team.id}{_query(done, into)}"


def board_url(team: Team, *, done: bool = False, into: Section | None = None) -> str:
    """The address of a team's board, likewise."""
    return f"/teams/{team.id}/board{_query(done, into)}"


def _query(done: bool, into: Section | None) -> str:
    query = "&".join(filter(None, (f"into={into.id}" if into else "", "done=on" if done else "")))
    return f"?{query}" if query else ""
