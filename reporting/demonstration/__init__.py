"""Invented people, reports and bulletins for `brolly demo`, made by the functions of real use."""
