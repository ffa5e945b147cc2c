"""The board's own work: meetings, stories, challenges, upward assurance, risks in services, learning from elsewhere."""
