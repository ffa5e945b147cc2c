"""What is done with a concern: received, screened, decided."""
