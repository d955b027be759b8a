"""Steps that were taken: what they changed, and taking them back."""
