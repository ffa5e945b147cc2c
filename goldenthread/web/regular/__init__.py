"""Pages: data reports that boards are sent regularly."""
