"""What opens things sealed to advocates; never present on an intake machine."""
