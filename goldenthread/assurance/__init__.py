"""Floor 7: assurance, not reassurance: standards, reviews, evidence, findings, and whether the action helped."""
