"""Pages: one performance framework for the council and its partners, and the strategy that services are held to."""
