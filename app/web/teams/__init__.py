"""Teams: their list, their page, and what belongs to them."""
