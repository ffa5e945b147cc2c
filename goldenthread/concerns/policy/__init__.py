"""Rules of concerns: intake, the duty to enquire, decisions and clocks. Pure functions with codes and citations."""
