"""Todos: one todo's page, and everything that can be done to it."""
