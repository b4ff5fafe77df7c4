"""Conditions that carry their sentence, so that whoever shows one says it in any language."""

from __future__ import annotations


class Worded(Exception):
    """Something that happened, with a sentence for people.

    `sentence` is a msgid (written `N_("…")` where it is raised), `values` fill its `%(name)s`;
    `str` gives both in English. Without values nothing is filled in, so `%` means itself.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        """Keep both."""
        super().__init__(sentence % values if values else sentence)
        self.sentence = sentence
        self.values = values
