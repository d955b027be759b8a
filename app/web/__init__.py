"""The HTML door: URL path = module path. Doors reach data only through `ctx.access`, and change it only by verbs."""

from fastapi import FastAPI

from app.web import errors, health, joining, login, welcome
from app.web.teams import routes as teams
from app.web.teams import todos as team_todos
from app.web.todos import closure
from app.web.todos import edit as todo_edit
from app.web.todos import labels as todo_labels
from app.web.todos import routes as todos

ROUTERS = (
    health.router,
    welcome.router,
    login.router,
    joining.router,
    teams.router,
    team_todos.router,
    closure.router,
    todos.router,
    todo_edit.router,
    todo_labels.router,
)


def open_door(app: FastAPI) -> None:
    """Put every route and every error page of the HTML door into the application."""
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
