"""/search: finding things, as a page and as the palette."""
