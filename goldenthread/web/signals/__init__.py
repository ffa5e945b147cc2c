"""Pages: figures that go the wrong way, and who answers for them."""
