"""Findings: severity by rule, the excerpt as it was written, spans joined and left out."""

import pytest

from reporting.domain.redaction_finding import (
    BLOCKING,
    MESSAGES,
    Finding,
    finding,
    findings,
    joined,
    outside,
)


def test_rules_one_to_seven_block_and_the_others_warn():
    assert {rule for rule in MESSAGES if Finding(rule, "x", "", 0, 0).severity == "block"} == set(
        range(1, 8)
    )
    assert set(range(1, 8)) == BLOCKING
    assert set(MESSAGES) == set(range(1, 15))


@pytest.mark.parametrize("rule", range(1, 15))
def test_every_rule_says_what_to_do(rule):
    assert len(Finding(rule, "x", "", 0, 0).message.split(". ")) >= 2


def test_an_excerpt_is_as_it_was_written(read):
    text = read("vu à l’Été indien", "fr")
    found = finding(5, text, 5, 10)
    assert (found.excerpt, found.start, found.end) == ("l’Été", 5, 10)
    assert (found.where, found.language) == ("summary.en", "fr")


def test_content_is_not_in_repr(read):
    assert "613" not in repr(finding(2, read("613-555-0142"), 0, 12))


def test_overlapping_spans_become_one(read):
    assert joined([(5, 9), (0, 3), (2, 4), (4, 5)]) == [(0, 4), (4, 5), (5, 9)]
    assert [f.excerpt for f in findings(3, read("abcdef"), [(0, 3), (2, 5)])] == ["abcde"]


def test_spans_inside_an_allowed_one_are_left_out():
    assert list(outside([(1, 3), (2, 6)], [(0, 4)])) == [(2, 6)]
