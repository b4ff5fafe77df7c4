"""Plain values, validators and rules of the field; no I/O and no framework."""
