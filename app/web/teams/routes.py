"""/teams: the teams of a hero, one team's page, and its forms."""

from app.request import Router

router = Router()
