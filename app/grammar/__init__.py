"""How what people write is understood."""
