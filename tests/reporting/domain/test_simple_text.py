from hypothesis import given
from hypothesis import strategies as st

from reporting.domain.simple_text import Block, Span, read_blocks

PAGE = """# Food
Soup at noon,
bread at five.

## Quiet hours
- Monday
- Tuesday, ask first
* Friday

[Our map](https://example.org/map?x=1), or tel:+1-604-555-0100.
"""


def test_a_page_comes_apart_into_headings_lists_and_paragraphs():
    assert read_blocks(PAGE) == (
        Block("heading", ((Span("Food"),),)),
        Block("paragraph", ((Span("Soup at noon,"),), (Span("bread at five."),))),
        Block("subheading", ((Span("Quiet hours"),),)),
        Block("list", ((Span("Monday"),), (Span("Tuesday, ask first"),), (Span("Friday"),))),
        Block(
            "paragraph",
            (
                (
                    Span("Our map", "https://example.org/map?x=1"),
                    Span(", or "),
                    Span("+1-604-555-0100", "tel:+1-604-555-0100"),
                    Span("."),
                ),
            ),
        ),
    )


def test_two_headings_in_a_row_are_two():
    assert [block.lines[0][0].text for block in read_blocks("# A\n# B")] == ["A", "B"]


def test_an_address_does_not_take_the_stop_behind_it():
    (block,) = read_blocks("See https://example.org/a, then (http://example.org/b).")
    assert [span.href for span in block.lines[0] if span.href] == [
        "https://example.org/a",
        "http://example.org/b",
    ]


def test_nothing_that_runs_or_writes_mail_is_a_link():
    text = "[x](javascript:alert(1)) data:text/html,x mailto:a@example.org [y](//example.org) <b>"
    (block,) = read_blocks(text)
    assert [span.href for span in block.lines[0]] == [""] * len(block.lines[0])


def test_an_endless_address_stays_text():
    (block,) = read_blocks("https://example.org/" + "x" * 600)
    assert block.lines[0][0].href == ""


def test_a_blank_page_has_nothing():
    assert read_blocks(" \n\t\n") == ()


@given(st.text())
def test_any_text_is_a_page_and_no_visible_sign_of_it_gets_lost(text):
    shown = "".join(span.text for b in read_blocks(text) for line in b.lines for span in line)
    assert set(shown) <= set(text)
    for block in read_blocks(text):
        assert all(
            span.href.startswith(("https://", "http://", "tel:", ""))
            for line in block.lines
            for span in line
        )
