"""Saved views: filters under a name."""
