"""Rules of insight."""
