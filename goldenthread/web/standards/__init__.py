"""Pages: standards."""
