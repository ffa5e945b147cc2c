"""Golden Thread: one system for adult safeguarding in England, from the adult's words to the board's assurance."""

__version__ = "0.1.0"
