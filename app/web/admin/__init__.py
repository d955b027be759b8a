"""/admin: who and what there is on this Sidekick, for its admins."""
