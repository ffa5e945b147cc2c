"""The one place where figures are divided, rounded, hidden and compared. Pure: counts in, figures out.

Everywhere, ``None`` is "not supplied" and is never taken for zero; a division by nothing is ``None`` too.
"""
