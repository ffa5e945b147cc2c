"""Commands of the door of time."""
