"""Pages of a peer review on site: the programme, papers, the team's notes and its sifting."""
