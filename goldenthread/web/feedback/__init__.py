"""Pages: answers that people wait for."""
