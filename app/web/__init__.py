"""The HTML door: URL path = module path. Doors reach data only through `ctx.access`, and change it only by verbs."""

from fastapi import FastAPI

from app.web import errors, gallery, health, home, joining, login, sign_ins, welcome
from app.web.comments import routes as comment
from app.web.deletions import heroes as hero_deletions
from app.web.deletions import labels as label_deletions
from app.web.deletions import sections as section_deletions
from app.web.deletions import teams as team_deletions
from app.web.deletions import todos as todo_deletions
from app.web.heroes import invitation
from app.web.heroes import routes as heroes
from app.web.settings import login as settings_login
from app.web.settings import routes as settings
from app.web.teams import labels as team_labels
from app.web.teams import recruiting, roster
from app.web.teams import routes as teams
from app.web.teams import sections as team_sections
from app.web.teams import todos as team_todos
from app.web.todos import assignments, closure, comments, move, subs
from app.web.todos import edit as todo_edit
from app.web.todos import labels as todo_labels
from app.web.todos import routes as todos
from app.web.trash import deletion as trash_deletion
from app.web.trash import restoration
from app.web.trash import routes as trash

ROUTERS = (
    health.router,
    home.router,
    welcome.router,
    login.router,
    joining.router,
    sign_ins.router,
    settings.router,
    settings_login.router,
    teams.router,
    team_todos.router,
    team_sections.router,
    roster.router,
    recruiting.router,
    team_labels.router,
    heroes.router,
    invitation.router,
    closure.router,
    team_deletions.router,
    hero_deletions.router,
    section_deletions.router,
    label_deletions.router,
    todo_deletions.router,
    trash.router,
    restoration.router,
    trash_deletion.router,
    todos.router,
    todo_edit.router,
    todo_labels.router,
    assignments.router,
    comments.router,
    comment.router,
    move.router,
    subs.router,
)


def open_door(app: FastAPI) -> None:
    """Put every route and every error page of the HTML door into the application; in production without the gallery."""
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    if app.state.settings.environment != "production":
        app.include_router(gallery.router)
