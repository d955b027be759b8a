"""What a list shows, as a model, as text and as an address; each of them becomes the others without loss."""
