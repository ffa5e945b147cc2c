"""Tables of assurance. What somebody judged or did is added as a row; a record carries where it stands."""

from goldenthread.assurance.models.reviews import Review, ReviewMember, ReviewStep

__all__ = ["Review", "ReviewMember", "ReviewStep"]
