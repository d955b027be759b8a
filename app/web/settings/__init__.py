"""/settings: a hero's own account. Each part of the page is a form of its own."""
