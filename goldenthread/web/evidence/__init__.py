"""Pages: the evidence library."""
