"""What tests stand on, built by calling the procedures, as the house itself would."""
