"""Floor 11: settings, root addresses, and the wiring of events."""
