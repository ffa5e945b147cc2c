"""The closed language in which indicators are written: what is counted, of which facts, in which period.

Conditions are ``is``, ``one_of``, ``known``, ``missing``, ``within``, ``during``, ``all`` and ``any``; measures are count, share, rate
and days. There is no ``not``: a condition on something missing is simply not met, on every engine alike, and a definition always
says what it counts rather than what it leaves out.
"""
