"""Floor 1: who people are, what they may do, why they may see a record, and the trail of what they did."""
