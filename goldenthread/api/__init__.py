"""The door for machines: the API."""
