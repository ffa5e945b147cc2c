"""Floor 3: outgoing words and the duty to answer everybody who waits for one."""
