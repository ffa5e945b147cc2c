"""Django's PostgreSQL with plans that are kept."""
