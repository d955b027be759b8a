"""/invitations: joining a team by a link."""
