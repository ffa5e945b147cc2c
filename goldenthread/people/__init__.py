"""Floor 2: persons, their circumstances and representatives, and whether two reports are about one person."""
