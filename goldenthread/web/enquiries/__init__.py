"""Pages: enquiries."""
