"""Floor 5: enquiries, from the decision to the outcome in the words of the adult."""
