"""/: My day."""
