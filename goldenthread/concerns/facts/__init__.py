"""Facts of concerns: which tables this room publishes (``tables``) and their rows (``rows``)."""
