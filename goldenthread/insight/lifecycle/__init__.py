"""State tables of insight."""
