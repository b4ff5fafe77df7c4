"""Cleans pictures and documents of everything that is not the picture.

No keys, no Flask, no SQL. Used by intake where a browser could not do it, and by review before it
shows a file: whoever holds a code chose the bytes. `clean.clean` is the one way in; it runs the
rest in a process of its own that can open no file and no connection.
"""
