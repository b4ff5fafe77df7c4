"""Reports to sealed bytes and back: encode, verify, seal; used by intake and by the staff form."""
