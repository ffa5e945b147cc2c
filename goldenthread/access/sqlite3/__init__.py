"""Django's SQLite with a fair queue for writers: the ENGINE of the embedded database."""
