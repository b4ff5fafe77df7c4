"""Tables and the functions on them; each takes a Session and returns plain values."""
