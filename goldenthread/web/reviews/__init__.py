"""Pages: reviews and self-assessments."""
