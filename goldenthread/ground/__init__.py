"""Floor 0: words, rules and verdicts, lifecycles, catalogue reader, calendar, clock, events. Knows nothing of any room."""
