"""Pages: reports as HTML, Word and PDF, their versions, and links for readers outside."""
