"""The domain: tables, shapes, predicates and verbs. No session, no HTTP. Importing this loads every table."""

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.models import hands, search_index
from app.models.attempt import Attempt
from app.models.change import Change, ChangeSet
from app.models.comment import Comment, CommentCreate, CommentUpdate
from app.models.cover import Cover
from app.models.epoch import Epoch
from app.models.hero import Hero, HeroCreate, HeroProfile, HeroUpdate, Theme
from app.models.invitation import Invitation, InvitationCreate
from app.models.known_browser import KnownBrowser
from app.models.label import Label, LabelCreate, LabelUpdate, TodoLabel
from app.models.login import FormKey, Login, SignIn
from app.models.one_time_link import OneTimeLink
from app.models.passkey import Passkey, PasskeyChallenge
from app.models.picture import Picture
from app.models.rules import may
from app.models.savedview import SavedView, SavedViewCreate, SavedViewUpdate
from app.models.second_factor import HalfSignIn, RecoveryCode, SecondFactor
from app.models.section import Section, SectionCreate, SectionUpdate
from app.models.sign_in_try import SignInTry
from app.models.team import Membership, Role, Team, TeamCreate, TeamUpdate
from app.models.todo import Assignment, Priority, Todo, TodoBlock, TodoCreate, TodoRelation
from app.models.types import Hue

__all__ = [
    "Assignment",
    "Attempt",
    "Change",
    "ChangeSet",
    "Comment",
    "CommentCreate",
    "CommentUpdate",
    "Cover",
    "Epoch",
    "FormKey",
    "HalfSignIn",
    "Hero",
    "HeroCreate",
    "HeroProfile",
    "HeroUpdate",
    "Hue",
    "Invitation",
    "InvitationCreate",
    "KnownBrowser",
    "Label",
    "LabelCreate",
    "LabelUpdate",
    "Login",
    "Membership",
    "OneTimeLink",
    "Passkey",
    "PasskeyChallenge",
    "Picture",
    "Priority",
    "RecoveryCode",
    "Role",
    "SavedView",
    "SavedViewCreate",
    "SavedViewUpdate",
    "SecondFactor",
    "Section",
    "SectionCreate",
    "SectionUpdate",
    "SignIn",
    "SignInTry",
    "Team",
    "TeamCreate",
    "TeamUpdate",
    "Theme",
    "Todo",
    "TodoBlock",
    "TodoCreate",
    "TodoLabel",
    "TodoRelation",
    "hands",
    "may",
    "search_index",
]


for _table in SQLModel.metadata.tables.values():
    for _key in _table.foreign_key_constraints:
        if _key.column_keys == ["trashed_by"]:
            # A change set is written last in its transaction, after the rows that it puts in the trash.
            _key.deferrable, _key.initially = True, "DEFERRED"
            _whole = sa.CheckConstraint("(trashed_at IS NULL) = (trashed_by IS NULL)", name="trashed_whole")
            _table.append_constraint(_whole)
            # Of what is in the trash alone: asked for all the rest, an index only leads astray.
            _trashed = sa.text("trashed_at IS NOT NULL")
            sa.Index(
                f"ix_{_table.name}_trashed_at",
                _table.c.trashed_at,
                sqlite_where=_trashed,
                postgresql_where=_trashed,
            )
