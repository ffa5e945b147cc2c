"""Pages: trail."""
