"""What one hero can reach: the only selects in the application, composed of one mixin per subject."""

from app.access.account import Account
from app.access.activity import Activity
from app.access.audience import Audience
from app.access.boards import Boards
from app.access.calendar import Calendars
from app.access.cards import Cards
from app.access.completing import Completing
from app.access.covering import Covering
from app.access.deactivating import Deactivating
from app.access.duplicating import Duplicating
from app.access.handing_over import HandingOver
from app.access.hero_merging import HeroMerging
from app.access.invitations import Invitations
from app.access.labels import Labels
from app.access.listing import Listings
from app.access.lists import Lists
from app.access.load import Loads
from app.access.my_day import MyDay
from app.access.near import NearMisses
from app.access.overseeing_teams import OverseeingTeams
from app.access.past import Past
from app.access.picking import Picking
from app.access.pictures import Pictures
from app.access.places import Places
from app.access.related import RelatedTodos
from app.access.rosters import Rosters
from app.access.rows import Rows
from app.access.saving import Saving
from app.access.selecting import Selecting
from app.access.story import Story
from app.access.team_links import TeamLinks
from app.access.team_load import TeamLoads
from app.access.team_merging import TeamMerging
from app.access.teams import Teams
from app.access.todos import Todos
from app.access.trash import Trash
from app.access.undo.singles import Singles
from app.access.undo.undoing import Undoing
from app.access.versions import Versions
from app.access.written import Texts


class Access(
    NearMisses,
    Undoing,
    TeamMerging,
    HeroMerging,
    HandingOver,
    Covering,
    Deactivating,
    Trash,
    Duplicating,
    Lists,
    Calendars,
    Listings,
    Picking,
    Saving,
    Selecting,
    Pictures,
    Places,
    Teams,
    Todos,
    Completing,
    Boards,
    MyDay,
    Texts,
    Rows,
    Story,
    Rosters,
    Loads,
    TeamLoads,
    Audience,
    Labels,
    RelatedTodos,
    Cards,
    Versions,
    Activity,
    Past,
    Singles,
    Account,
    OverseeingTeams,
    Invitations,
    TeamLinks,
):
    """Everything that one hero can reach in one transaction."""


__all__ = ["Access"]
