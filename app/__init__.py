"""Sidekick: a self-hosted team and todo manager."""

__version__ = "0.1.0"
