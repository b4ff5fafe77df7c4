"""Open places: what a template writes where a browser puts in what it opened."""

from datetime import date

import pytest

from reporting.intake.places import Place, day, each, lines

OUTSIDE = "{% if pieces or tree.nest %}<p{{ when(tree.nest) }}>{{ tree.nest }}</p>{% endif %}"


@pytest.fixture
def written(app):
    def write(template, **values):
        with app.test_request_context("/"):
            return app.jinja_env.from_string(template).render(**values)

    return write


def test_a_place_is_marked_with_the_way_to_it(written):
    page = written("{{ tree.nest.egg }} {{ tree.day|day('full') }}", tree=Place("tree"))
    assert page == "%(tree.nest.egg)s %(tree.day|full)s"


def test_a_list_is_written_once_and_repeats(written):
    page = written(
        "{% for it in birds %}<p{{ each(birds) }}>{{ it.song }}</p>{% endfor %}",
        birds=Place("birds"),
    )
    assert page == '<p data-each="birds">%(song)s</p>'
    assert str(next(iter(lines(Place("text"))))) == "%(it)s"


def test_one_template_makes_the_page_and_its_piece(written):
    assert written(OUTSIDE, tree={"nest": "high"}) == "<p>high</p>"
    assert written(OUTSIDE, tree={"nest": ""}) == ""
    assert (
        written(OUTSIDE, pieces=True, tree=Place("tree"))
        == '<p data-if="tree.nest">%(tree.nest)s</p>'
    )


def test_a_name_marks_what_the_template_decides(written):
    assert written("<p{{ when('late') }}>", pieces=True) == '<p data-if="late">'
    assert written("<p{{ when('late') }}>") == "<p>"


def test_values_are_written_as_ever(app):
    with app.test_request_context("/?lang=fr"):
        assert day(date(2026, 3, 2)) == "2 mars 2026"
    assert lines("a\nb") == ["a", "b"]
    assert each(["a"]) == ""


def test_nothing_special_is_a_place():
    with pytest.raises(AttributeError):
        getattr(Place("tree"), "__html__")  # noqa: B009
