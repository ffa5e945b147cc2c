"""Facts of feedback: which table this room publishes (``tables``) and its rows (``rows``)."""
