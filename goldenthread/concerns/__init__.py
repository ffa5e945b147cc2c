"""Floor 4: a concern from its first words to the decision on the duty to enquire."""
