"""What click says is still what is translated for it."""

import inspect

import click
import pytest

from reporting.cli.click_texts import CLICK_PLURALS, CLICK_TEXTS

MODULES = (
    click.core,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)


@pytest.fixture(scope="module")
def source():
    return "".join(inspect.getsource(module) for module in MODULES)


@pytest.mark.parametrize("text", [*CLICK_TEXTS, *(form for both in CLICK_PLURALS for form in both)])
def test_click_still_says_this(source, text):
    written = text.replace("\n", "\\n").replace("\t", "\\t")
    assert f'"{written}"' in source
