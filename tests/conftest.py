"""What tests of every room share."""

from collections.abc import Callable

import html5lib
import pytest


@pytest.fixture
def valid_html() -> Callable[[str], object]:
    """Parse a page as strictly as HTML5 asks, refuse what parses but is wrong, return the tree.

    Wrong are: an id twice, a reference to an id that is not there, a control without a name for
    people, an inline script, style or event handler.
    """

    def parse(page: str):
        parser = html5lib.HTMLParser(
            html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
        )
        tree = parser.parse(page)
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), (
            f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
        )
        for element in tree.iter():
            _check_element(element, set(ids))
        _check_names(tree)
        return tree

    return parse


def _check_element(element, ids):
    if not isinstance(element.tag, str):
        return  # a comment
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        missing = set((element.get(name) or "").split()) - ids
        assert not missing, f"<{element.tag} {name}> points nowhere: {missing}"
    href = element.get("href") or ""
    assert not href.startswith("#") or href[1:] in ids, f"link to nowhere: {href}"
    handlers = [name for name in element.attrib if str(name).startswith("on")]
    assert not handlers, f"<{element.tag}> has event handlers: {handlers}"
    assert "style" not in element.attrib, f"<{element.tag}> has an inline style"
    assert element.tag != "style", "inline style sheet"
    assert element.tag != "script" or element.get("src"), "inline script"
    if element.tag == "form" and (element.get("method") or "").lower() == "post":
        assert element.get("autocomplete") in {"off", "on"}, "a form must say autocomplete"


def _check_names(tree):
    labelled = {label.get("for") for label in tree.iter("label") if label.get("for")}
    inside = {id(child) for label in tree.iter("label") for child in label.iter()}
    for tag in ("input", "select", "textarea"):
        for control in tree.iter(tag):
            if control.get("type") in {"hidden", "submit"}:
                continue
            named = control.get("aria-label") or control.get("aria-labelledby")
            assert named or control.get("id") in labelled or id(control) in inside, (
                f"<{tag} name={control.get('name')}> has no label"
            )
