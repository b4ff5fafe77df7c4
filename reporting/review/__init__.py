"""The private program of advocates; unlocks keys per sign-in."""
