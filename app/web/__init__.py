"""The HTML door: URL path = module path. Doors reach data only through `ctx.access`, and change it only by verbs."""

from fastapi import FastAPI

from app.web import board as boards
from app.web import errors, gallery, health, joining, redo, sign_ins, undo, welcome
from app.web import reading as day_reading
from app.web.admin import health as admin_health
from app.web.admin import heroes as admin_heroes
from app.web.admin import invitations as admin_invitations
from app.web.admin import routes as admin
from app.web.admin import settings as admin_settings
from app.web.admin import sign_ins as admin_sign_ins
from app.web.admin import teams as admin_teams
from app.web.calendar import routes as calendar
from app.web.changes import routes as changes
from app.web.changes import undo as change_undo
from app.web.comments import routes as comment
from app.web.deletions import heroes as hero_deletions
from app.web.deletions import labels as label_deletions
from app.web.deletions import sections as section_deletions
from app.web.deletions import teams as team_deletions
from app.web.deletions import todos as todo_deletions
from app.web.help import adding as help_adding
from app.web.help import filtering as help_filtering
from app.web.help import keys
from app.web.heroes import cover, deactivation, handover, invitation, reset, rights
from app.web.heroes import history as hero_history
from app.web.heroes import merger as hero_merger
from app.web.heroes import picture as hero_picture
from app.web.heroes import routes as heroes
from app.web.heroes import second_factor as lost_second_factor
from app.web.home import routes as home
from app.web.invitations import membership as invitation_membership
from app.web.invitations import routes as invitations
from app.web.login import code as login_code
from app.web.login import forgotten
from app.web.login import passkey as login_passkey
from app.web.login import routes as login
from app.web.saved import precedence
from app.web.saved import routes as saved
from app.web.search import palette
from app.web.search import routes as search
from app.web.settings import login as settings_login
from app.web.settings import passkeys, second_factor
from app.web.settings import routes as settings
from app.web.teams import (
    activity,
    archival,
    audience,
    board,
    duplicate,
    load,
    merger,
    names,
    reading,
    recruiting,
    roster,
)
from app.web.teams import calendar as team_calendar
from app.web.teams import history as team_history
from app.web.teams import invitations as team_invitations
from app.web.teams import labels as team_labels
from app.web.teams import routes as teams
from app.web.teams import sections as team_sections
from app.web.teams import text as team_text
from app.web.teams import todos as team_todos
from app.web.todos import assignments, closure, comments, copy, due, move, relations, selection, subs
from app.web.todos import audience as todo_audience
from app.web.todos import edit as todo_edit
from app.web.todos import history as todo_history
from app.web.todos import labels as todo_labels
from app.web.todos import routes as todos
from app.web.todos import text as todo_text
from app.web.trash import deletion as trash_deletion
from app.web.trash import restoration
from app.web.trash import routes as trash

# They are asked one after the other, so what people do all day comes first.
ROUTERS = (
    home.router,
    teams.router,
    todos.router,
    closure.router,
    board.router,
    search.router,
    health.router,
    day_reading.router,
    welcome.router,
    login.router,
    login_code.router,
    forgotten.router,
    login_passkey.router,
    joining.router,
    invitations.router,
    invitation_membership.router,
    sign_ins.router,
    palette.router,
    keys.router,
    admin.router,
    admin_heroes.router,
    admin_teams.router,
    admin_invitations.router,
    admin_sign_ins.router,
    admin_settings.router,
    admin_health.router,
    settings.router,
    settings_login.router,
    second_factor.router,
    passkeys.router,
    boards.router,
    team_todos.router,
    reading.router,
    names.router,
    team_calendar.router,
    calendar.router,
    team_sections.router,
    team_text.router,
    roster.router,
    load.router,
    audience.router,
    recruiting.router,
    team_invitations.router,
    team_labels.router,
    help_adding.router,
    help_filtering.router,
    saved.router,
    precedence.router,
    heroes.router,
    hero_picture.router,
    invitation.router,
    hero_merger.router,
    handover.router,
    cover.router,
    deactivation.router,
    rights.router,
    reset.router,
    lost_second_factor.router,
    selection.router,
    team_deletions.router,
    hero_deletions.router,
    section_deletions.router,
    label_deletions.router,
    todo_deletions.router,
    undo.router,
    redo.router,
    change_undo.router,
    changes.router,
    todo_history.router,
    team_history.router,
    hero_history.router,
    activity.router,
    archival.router,
    merger.router,
    duplicate.router,
    trash.router,
    restoration.router,
    trash_deletion.router,
    todo_audience.router,
    todo_edit.router,
    todo_labels.router,
    assignments.router,
    comments.router,
    comment.router,
    move.router,
    copy.router,
    todo_text.router,
    relations.router,
    due.router,
    subs.router,
)


def open_door(app: FastAPI) -> None:
    """Put every route and every error page of the HTML door into the application; in production without the gallery."""
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    if app.state.settings.environment != "production":
        app.include_router(gallery.router)
