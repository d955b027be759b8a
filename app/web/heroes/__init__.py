"""/heroes: people."""
