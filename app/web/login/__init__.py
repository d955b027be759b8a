"""/login: the way in for somebody who has a password."""
