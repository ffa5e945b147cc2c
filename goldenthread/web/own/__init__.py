"""Pages: a worker's own measures and their team's."""
