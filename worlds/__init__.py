"""Made-up councils, built by calling the procedures that people use."""
