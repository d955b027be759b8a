"""/help: how Sidekick is used."""
