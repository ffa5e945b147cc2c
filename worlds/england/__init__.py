"""A made-up England: facts of many councils, drawn from the published national figures. Nobody in it exists."""
