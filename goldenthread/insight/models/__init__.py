"""Tables of insight."""

from goldenthread.insight.models.returns import (
    ReturnComment,
    ReturnCount,
    ReturnEdition,
    ReturnFile,
    ReturnStep,
)

__all__ = ["ReturnComment", "ReturnCount", "ReturnEdition", "ReturnFile", "ReturnStep"]
