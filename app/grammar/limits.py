"""How long and how deep the things that people write may be. Lengths are in characters."""

TITLE_MAX = 300
NOTES_MAX = 100_000
NAME_MAX = 80
DEPTH_MAX = 5
"""Levels of todos, the top one counted."""
