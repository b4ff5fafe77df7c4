"""The pages of the public program, one module per errand."""
