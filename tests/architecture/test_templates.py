"""Templates: every one compiles, nothing in them runs or styles inline, nothing leaves the site."""

import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(p.relative_to(ROOT / "templates") for p in (ROOT / "templates").rglob("*.html"))

# What a browser would run or paint from the page itself; the Content-Security-Policy refuses it, so
# it would only fail silently.
INLINE = {
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "something fetched from elsewhere": re.compile(
        r"<(?:img|script|link|iframe|source|video|audio)\b[^>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
    "an iframe or object": re.compile(r"<(?:iframe|object|embed|frame)\b", re.IGNORECASE),
}
POST_FORM = re.compile(r"<form\b[^>]*>", re.IGNORECASE)


def source(template):
    text = (ROOT / "templates" / template).read_text()
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@pytest.fixture(scope="module")
def environment():
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "templates"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters.update(amount=str, day=str, said=str, whole=str, lines=str.splitlines)
    return environment


def test_there_are_templates():
    assert TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_it_compiles_and_finds_what_it_extends_or_imports(environment, template):
    tree = environment.parse(source(template))
    environment.get_template(str(template))
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        if isinstance(node.template, nodes.Const):
            environment.get_template(node.template.value)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_it_stays_in_its_room(environment, template):
    """Intake's machine has no templates of review, and the other way round."""
    tree = environment.parse(source(template))
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        if isinstance(node.template, nodes.Const):
            assert node.template.value.split("/")[0] in {"shared", template.parts[0]}


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_nothing_runs_or_styles_inline(template):
    found = [what for what, pattern in INLINE.items() if pattern.search(source(template))]
    assert not found


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_escaping_is_never_switched_off(environment, template):
    tree = environment.parse(source(template))
    assert not [node.lineno for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    assert "autoescape" not in source(template)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_every_form_that_posts_says_what_the_browser_may_remember(template):
    forms = [tag for tag in POST_FORM.findall(source(template)) if "post" in tag.lower()]
    assert not [tag for tag in forms if "autocomplete=" not in tag]


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_no_umbrella_and_no_name_of_the_software(template):
    """Pages carry the organisation's own neutral title and colours."""
    assert not re.search(r"brolly|umbrella|parapluie|[☂☔⛱]", source(template), re.IGNORECASE)
