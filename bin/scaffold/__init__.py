"""Set the house up on a bare machine, serve it and test it, with nothing but Python's standard library."""
