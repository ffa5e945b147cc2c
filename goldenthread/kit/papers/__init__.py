"""Papers on paper: the same paper as tagged PDF and as a Word document."""

from goldenthread.kit.papers.pdf import as_pdf
from goldenthread.kit.papers.word import as_word

__all__ = ["as_pdf", "as_word"]
