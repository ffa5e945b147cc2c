"""Who sees what insight keeps. Loaded when the room is ready."""
