"""Bytes and keys: seals, signatures and derivations; knows no Flask, no SQL and no reports."""
