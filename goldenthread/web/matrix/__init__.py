"""Pages of a commissioner's matrix: what to look for at a service under the five questions, rated, with what shows it."""
