"""The public program that takes reports; holds public keys only."""
