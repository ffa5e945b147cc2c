"""Tokens of agencies' systems, as they are kept."""

from hashlib import sha256


def token_digest(token: str) -> str:
    """SHA-256 of a token: tokens have 256 random bits, so a plain hash cannot be guessed back."""
    return sha256(token.encode()).hexdigest()
