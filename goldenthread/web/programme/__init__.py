"""Pages of the programme: every audit, round and visit of the partnership's year."""
