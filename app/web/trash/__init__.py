"""The trash: what lies in it, bringing it back, and dropping it for good."""
