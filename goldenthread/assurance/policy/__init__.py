"""Rules of assurance. Pure: facts in, verdict out."""

from goldenthread.assurance.policy.reviews import ready_to_begin

__all__ = ["ready_to_begin"]
