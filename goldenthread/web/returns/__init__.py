"""Pages: the national return."""
