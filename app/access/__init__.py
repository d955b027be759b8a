"""What one hero can reach: the only selects in the application, composed of one mixin per subject."""

from app.access.account import Account
from app.access.activity import Activity
from app.access.heroes import Heroes
from app.access.invitations import Invitations
from app.access.lists import Lists
from app.access.rows import Rows
from app.access.teams import Teams
from app.access.todos import Todos


class Access(Lists, Teams, Todos, Rows, Heroes, Activity, Account, Invitations):
    """Everything that one hero can reach in one transaction."""


__all__ = ["Access"]
