"""Pages: how complete and how timely records are, and which questions are asked in vain."""
