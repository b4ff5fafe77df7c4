import re

import jinja2
import pytest
from flask import render_template_string, session
from werkzeug.exceptions import NotFound

from reporting.intake.app import create_app as create_intake
from reporting.intake.config import IntakeConfig
from reporting.review.app import create_app as create_review
from reporting.review.config import ReviewConfig
from reporting.web.app import base_app
from reporting.web.clock import system_clock


def test_a_name_that_a_template_does_not_get_is_an_error(app):
    with app.test_request_context("/"), pytest.raises(jinja2.UndefinedError):
        render_template_string("{{ nobody_gave_this }}")


def test_everything_is_escaped_whatever_the_template_is_called(app):
    with app.test_request_context("/"):
        assert render_template_string("{{ x }}", x="<b>'\"") == "&lt;b&gt;&#39;&#34;"


def test_a_template_of_the_other_program_cannot_be_found(app):
    with pytest.raises(jinja2.TemplateNotFound):
        app.jinja_env.get_template("review/layout.html")
    assert app.jinja_env.get_template("shared/page.html")


def test_there_is_no_session_to_write_to(app):
    with app.test_request_context("/"), pytest.raises(RuntimeError):
        session["who"] = "somebody"


def test_debug_stays_off_whatever_the_environment_says(shape, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert base_app(shape).debug is False


@pytest.mark.parametrize("number", ["2147483648", "9" * 30, "9" * 5000])
def test_a_number_no_column_holds_is_an_address_of_nothing_in_both_programs(
    shape, tmp_path, number
):
    """Sweep every number in every address: past 32 bits a database raises instead of finding."""
    url = f"sqlite:///{tmp_path}/never-opened.db"
    pins = {"installation": bytes(16), "organisation": bytes(32), "minimum_sequence": 0}
    own = {"page_secret": bytes(32), "help_number": "604 555-0100", "state_dir": tmp_path}
    intake = create_intake(IntakeConfig(database_url=url, **pins, **own), system_clock)
    review = create_review(ReviewConfig(database_url=url, **pins), system_clock)
    swept = 0
    for app in (intake, review):
        adapter = app.url_map.bind("example.org")
        for rule in app.url_map.iter_rules():
            for name in re.findall(r"<int:(\w+)>", rule.rule):
                path = re.sub(r"<(\w+:)?\w+>", "1", rule.rule.replace(f"<int:{name}>", number))
                method = next(iter(rule.methods - {"HEAD", "OPTIONS"}))
                with pytest.raises(NotFound):
                    adapter.match(path, method=method)
                largest = path.replace(number, "2147483647")
                _, found = adapter.match(largest, method=method)
                assert found[name] == 2**31 - 1
                swept += 1
    assert swept > 3
