"""How fast Sidekick is: worlds of any size, and what is measured in them."""
