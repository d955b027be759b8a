"""Letting heroes in who have no password yet."""

from app.access.links import give_out
