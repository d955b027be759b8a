"""Comments: changing and deleting what one said."""
