"""A small app on the shared base, with one route of each kind."""

import pytest
from flask import abort, render_template_string, request, url_for

from reporting.domain.catalogue import FIELDS
from reporting.web.app import AppShape, base_app
from reporting.web.headers import HeaderPolicy
from reporting.web.limits import Limits, answers_troubles, takes_body

SMALL = Limits(body=40_000, text=8_000, fields=50)

PAGE = """
{% extends "shared/page.html" %}
{% from "shared/fields.html" import field with context %}
{% from "shared/parts.html" import error_summary, language_switch, language_field, notice, day with context %}
{% block title %}A page{% endblock %}
{% block main %}<h1>A page</h1>
{{ language_switch() }}{{ error_summary(problems, labels) }}
<form method="post" autocomplete="off">{{ language_field() }}
{% for f in fields %}{{ field(f, values, problems, number) }}{% endfor %}
<button>{{ _("Start page") }}</button></form>
{% endblock %}
"""


class OutOfReach(Exception):
    """Stands for a store that cannot be reached."""


@pytest.fixture
def shape(tmp_path):
    (tmp_path / "style.css").write_text(".own { color: red }")
    (tmp_path / "app.js").write_text("export const a = 1;\n" * 100)
    (tmp_path / "LICENSE").write_text("not served")
    return AppShape(
        "intake",
        static=tmp_path,
        headers=HeaderPolicy(csp={"style-src": "'self'"}),
        limits=SMALL,
        unavailable=(OutOfReach,),
    )


@pytest.fixture
def app(shape):
    app = base_app(shape)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/page")
    def page():
        return render(FIELDS.values(), {}, ())

    @app.post("/strict")
    def strict():
        return dict(request.form.lists())

    @app.post("/kind")
    @answers_troubles
    def kind():
        codes = [trouble.code for trouble in request.troubles]
        return {"fields": list(request.form.items(multi=True)), "troubles": codes}

    @app.post("/json")
    @takes_body("application/json", limit=1000)
    def takes_json():
        return {"length": len(request.get_data())}

    @app.get("/link")
    def link():
        return url_for("page")

    @app.get("/stop/<int:status>")
    def stop(status):
        abort(status)

    @app.get("/boom")
    def boom():
        secret = "a canary of a worker"
        raise ValueError(secret)

    @app.post("/away")
    def away():
        raise OutOfReach("a canary of a worker")

    return app


def render(fields, values, problems, number=1):
    fields = list(fields)
    labels = {field.name: field.label for field in fields}
    return render_template_string(
        PAGE, fields=fields, values=values, problems=problems, labels=labels, number=number
    )


@pytest.fixture(name="render")
def render_fixture():
    return render


@pytest.fixture
def client(app):
    return app.test_client()
