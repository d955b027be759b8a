"""Before anything goes: what goes with it, whom it touches, what stays. And the deletion itself."""
