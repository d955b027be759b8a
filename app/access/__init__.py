"""What one hero can reach: the only selects in the application, composed of one mixin per subject."""

from app.access.account import Account
from app.access.activity import Activity
from app.access.cards import Cards
from app.access.invitations import Invitations
from app.access.labels import Labels
from app.access.lists import Lists
from app.access.load import Loads
from app.access.picking import Picking
from app.access.rosters import Rosters
from app.access.rows import Rows
from app.access.story import Story
from app.access.teams import Teams
from app.access.todos import Todos
from app.access.trash import Trash
from app.access.versions import Versions


class Access(
    Trash,
    Lists,
    Picking,
    Teams,
    Todos,
    Rows,
    Story,
    Rosters,
    Loads,
    Labels,
    Cards,
    Versions,
    Activity,
    Account,
    Invitations,
):
    """Everything that one hero can reach in one transaction."""


__all__ = ["Access"]
