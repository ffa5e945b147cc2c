"""The door for time and for the command line."""
