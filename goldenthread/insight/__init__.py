"""Insight: every figure once, from nameless facts that the rooms publish."""
