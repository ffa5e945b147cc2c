"""Facts of enquiries: which tables this room publishes (``tables``) and their rows (``rows``)."""
