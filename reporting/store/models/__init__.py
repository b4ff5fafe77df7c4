"""The tables, one module per room; `registry` knows them all."""
