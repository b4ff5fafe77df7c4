from io import BytesIO
from socket import socketpair

import pytest
from flask import request

from reporting.web import limits
from reporting.web.arriving import Arrival, End, answers
from reporting.web.limits import Trouble, answers_troubles, takes_body, takes_files

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "xyzzy"


def multipart(*parts, end=True):
    body = b""
    for disposition, value in parts:
        body += b"--xyzzy\r\nContent-Disposition: form-data; " + disposition + b"\r\n\r\n"
        body += value + b"\r\n"
    return body + (b"--xyzzy--\r\n" if end else b"")


def post(client, path, body, content_type=f"multipart/form-data; boundary={BOUNDARY}"):
    return client.post(path, data=body, content_type=content_type)


def test_a_form_is_read_whole_and_in_order(client):
    answer = client.post("/kind", data={"what": ["a", "b"], "é": "né & =+ \n"})
    assert answer.json == {
        "fields": [["what", "a"], ["what", "b"], ["é", "né & =+ \n"]],
        "troubles": [],
    }


def test_a_multipart_form_is_read_the_same(client):
    body = multipart((b'name="what"', "né\r\n & =+".encode()), (b'name="what"', b""))
    assert post(client, "/kind", body).json == {
        "fields": [["what", "né\r\n & =+"], ["what", ""]],
        "troubles": [],
    }


@pytest.fixture
def no_disk(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("an upload reached for the disk")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(f"tempfile.{name}", refuse)
    monkeypatch.setattr("werkzeug.formparser.default_stream_factory", refuse)


def test_a_posted_file_is_dropped_in_memory_and_the_text_is_kept(client, no_disk):
    form = {"what": "my words", "picture": (BytesIO(b"\xff" * 30_000), "me.jpg")}
    answer = client.post("/kind", data=form)
    assert answer.json == {"fields": [["what", "my words"]], "troubles": ["file"]}


def test_a_large_file_leaves_no_byte_on_disk(app, no_disk):
    app.config["MAX_CONTENT_LENGTH"] = 10_000_000
    form = {"picture": (BytesIO(b"\xff" * 4_000_000), "me.jpg"), "what": "my words"}
    answer = app.test_client().post("/kind", data=form)
    assert answer.json == {"fields": [["what", "my words"]], "troubles": ["file"]}


def test_a_view_that_does_not_look_never_sees_a_file(client):
    form = {"what": "my words", "picture": (BytesIO(b"x"), "me.jpg")}
    assert client.post("/strict", data=form).status_code == 415


def test_a_file_without_a_name_counts_when_it_has_bytes(client):
    body = multipart((b'name="picture"; filename=""', b"bytes"))
    assert post(client, "/kind", body).json["troubles"] == ["file"]


def test_an_unused_file_box_is_no_trouble(client):
    body = multipart((b'name="picture"; filename=""', b""), (b'name="what"', b"words"))
    assert post(client, "/strict", body).json == {"what": ["words"]}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"what=caf%E9&more=ok", FORM),
        (b"what=caf\xe9&more=ok", FORM),
        (
            multipart((b'name="what"', b"caf\xe9"), (b'name="more"', b"ok")),
            "multipart/form-data; boundary=xyzzy",
        ),
    ],
)
def test_what_is_not_utf8_comes_back_readable_with_its_trouble(client, body, content_type):
    answer = post(client, "/kind", body, content_type)
    assert answer.json == {
        "fields": [["what", "caf\ufffd"], ["more", "ok"]],
        "troubles": ["not_utf8"],
    }
    assert post(client, "/strict", body, content_type).status_code == 400


@pytest.mark.parametrize("content_type", [FORM, "multipart/form-data; boundary=xyzzy"])
def test_ten_thousand_fields_are_too_many_and_the_first_are_kept(app, content_type):
    app.config["MAX_CONTENT_LENGTH"] = 10_000_000
    if content_type == FORM:
        body = b"&".join(b"a=1" for _ in range(2_000))
    else:
        body = multipart(*[(b'name="a"', b"1")] * 2_000)
    answer = post(app.test_client(), "/kind", body, content_type)
    assert len(answer.json["fields"]) == 50
    assert answer.json["troubles"] == ["too_many_fields"]
    assert post(app.test_client(), "/strict", body, content_type).status_code == 413


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"what=" + b"a" * 8_000, FORM),
        (b"what=" + b"%61" * 8_500, FORM),
        (multipart((b'name="what"', b"a" * 9_000)), "multipart/form-data; boundary=xyzzy"),
        (multipart((b'name="' + b"w" * 9_000 + b'"', b"a")), "multipart/form-data; boundary=xyzzy"),
        (b"x" * 30_000, "multipart/form-data; boundary=xyzzy"),
    ],
)
def test_more_text_than_the_limit_is_too_large(client, body, content_type):
    assert post(client, "/kind", body, content_type).json["troubles"] == ["too_large"]
    assert post(client, "/strict", body, content_type).status_code == 413


def test_text_at_the_limit_is_taken(client):
    assert len(client.post("/strict", data={"what": "a" * 7_996}).json["what"][0]) == 7_996


def test_a_body_over_the_limit_is_413_before_it_is_read(client):
    answer = client.post("/kind", data=b"a=" + b"b" * 50_000, content_type=FORM)
    assert answer.json == {"fields": [], "troubles": ["too_large"]}
    answer = client.post("/strict", data=b"a=" + b"b" * 50_000, content_type=FORM)
    assert answer.status_code == 413
    assert "too much at once" in answer.text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("text/plain", b"a=b"), ("application/json", b"{}"), ("", b"a=b"), ("nonsense", b"a=b")],
)
def test_another_content_type_is_415(client, content_type, body):
    assert post(client, "/strict", body, content_type).status_code == 415
    assert post(client, "/kind", body, content_type).json["troubles"] == ["wrong_type"]


def test_a_post_without_a_body_is_an_empty_form(client):
    assert client.post("/strict").json == {}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"no boundary here", "multipart/form-data"),
        (multipart((b'name="a"', b"b"), end=False), "multipart/form-data; boundary=xyzzy"),
        (b"--xyzzy\r\nX: y\r\n\r\nvalue\r\n--xyzzy--", "multipart/form-data; boundary=xyzzy"),
        (b"--xyzzy\r\n\xff: y\r\n\r\nvalue\r\n--xyzzy--", "multipart/form-data; boundary=xyzzy"),
        (multipart((b'name="a"', b"b")), "multipart/form-data; boundary=é"),
    ],
)
def test_a_damaged_body_is_400(client, body, content_type):
    assert post(client, "/kind", body, content_type).json["troubles"] == ["malformed"]
    assert post(client, "/strict", body, content_type).status_code == 400


def test_the_fields_before_the_damage_are_kept(client):
    body = multipart((b'name="a"', b"b"), end=False)
    assert post(client, "/kind", body).json["fields"] == [["a", "b"]]


def test_a_part_without_a_name_is_passed_over(client):
    body = multipart((b"x=y", b"lost"), (b'name="a"', b"b"))
    assert post(client, "/strict", body).json == {"": ["lost"], "a": ["b"]}


def test_a_json_view_takes_json_within_its_own_limit(client):
    assert client.post("/json", json={"a": 1}).json == {"length": 8}
    assert client.post("/json", data={"a": 1}).status_code == 415
    over = client.post("/json", data=b"1" * 1001, content_type="application/json")
    assert over.status_code == 413
    assert over.json["error"] == "Request Entity Too Large"


def test_a_large_body_of_another_kind_waits_for_room(app, monkeypatch):
    @app.post("/bytes")
    @takes_body("application/octet-stream", 2 * 1024 * 1024)
    def sized():
        return {"size": len(request.get_data())}

    monkeypatch.setattr("reporting.web.limits.LARGE_WAIT", 0.01)
    client, kind = app.test_client(), "application/octet-stream"
    taken = limits._large.take(limits.LARGE_BYTES, 0)
    assert post(client, "/bytes", bytes(1000), kind).json == {"size": 1000}
    assert post(client, "/bytes", bytes(1_500_000), kind).status_code == 429
    limits._large.give_back(taken)
    for _ in range(50):  # room is given back each time
        assert post(client, "/bytes", bytes(1_500_000), kind).json == {"size": 1_500_000}
    assert post(client, "/bytes", bytes(2_500_000), kind).status_code == 413


def test_what_is_wrong_comes_worst_first(app):
    body = multipart((b'name="a"; filename="f"', b"x"), (b'name="b"', b"\xff"), end=False)
    with app.test_request_context(
        "/kind", method="POST", data=body, content_type="multipart/form-data; boundary=xyzzy"
    ):
        assert request.troubles == (Trouble.MALFORMED, Trouble.NOT_UTF8, Trouble.FILE)
        assert [trouble.status for trouble in request.troubles] == [400, 400, 415]


def test_a_chunked_body_that_a_refusal_left_over_is_read_to_its_end(app):
    stream = BytesIO(b"a=" + b"b" * 100_000)
    environ = {"wsgi.input": stream, "wsgi.input_terminated": True}
    answer = app.test_client().post(
        "/strict", environ_overrides=environ, headers={"Content-Type": FORM}
    )
    assert answer.status_code == 413
    assert stream.read() == b""


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"nonce=1&what=He said he wou", FORM),
        (
            multipart((b'name="what"', b"He said he wou"), end=False),
            "multipart/form-data; boundary=xyzzy",
        ),
    ],
)
@pytest.mark.parametrize("terminated", [True, False])
def test_half_a_form_is_never_taken_for_a_whole_one(client, body, content_type, terminated):
    environ = {"CONTENT_LENGTH": "900"} | ({"wsgi.input_terminated": True} if terminated else {})
    for path, status in (("/strict", 400), ("/kind", 200)):
        answer = client.post(
            path,
            input_stream=BytesIO(body),
            content_type=content_type,
            environ_overrides=environ,
        )
        assert answer.status_code == status
    assert answer.json["troubles"][0] == "cut_short"


def test_half_a_json_body_is_400(client):
    answer = client.post(
        "/json",
        input_stream=BytesIO(b"1"),
        content_type="application/json",
        environ_overrides={"CONTENT_LENGTH": "2", "wsgi.input_terminated": True},
    )
    assert answer.status_code == 400


@pytest.fixture
def taking(app):
    """A view that takes two files of 100 kB."""

    @app.post("/files")
    @answers_troubles
    @takes_files("picture", 2, 100_000)
    def files():
        return {
            "fields": list(request.form.items(multi=True)),
            "troubles": [trouble.code for trouble in request.troubles],
            "files": [[upload.claimed, len(upload.data)] for upload in request.uploads],
            "brought": request.brought_files,
        }

    return app.test_client()


def test_files_that_a_view_takes_stay_in_memory(taking, no_disk):
    body = multipart(
        (b'name="picture"; filename="a.jpg"\r\nContent-Type: image/jpeg', b"x" * 90_000),
        (b'name="picture"; filename=""', b""),
        (b'name="what"', b"words"),
    )
    assert post(taking, "/files", body).json == {
        "brought": True,
        "fields": [["what", "words"]],
        "troubles": [],
        "files": [["image/jpeg", 90_000]],
    }


def test_too_large_too_many_and_unasked_files_are_told_apart(taking):
    large = (b'name="picture"; filename="a"', b"x" * 150_000)
    small = (b'name="picture"; filename="a"', b"x")
    other = (b'name="music"; filename="a"', b"x")
    words = (b'name="what"', b"words")
    told = post(taking, "/files", multipart(large, words)).json
    assert (told["files"], told["troubles"]) == ([["", 100_001]], [])
    told = post(taking, "/files", multipart(small, small, small, words)).json
    assert (len(told["files"]), told["troubles"]) == (2, ["too_many_files"])
    told = post(taking, "/files", multipart(other, words)).json
    assert (told["files"], told["troubles"]) == ([], ["file"])
    assert told["fields"] == [["what", "words"]]


def test_words_before_far_too_large_a_file_are_kept(taking, app):
    limit = app.extensions["brolly.limits"].body + 200_000
    body = multipart((b'name="what"', b"words"), (b'name="picture"; filename="a"', b"x" * limit))
    told = post(taking, "/files", body).json
    assert told["fields"] == [["what", "words"]]
    assert told["troubles"] == ["too_large"]


def test_where_there_is_no_room_for_files_the_words_are_kept(taking, monkeypatch):
    monkeypatch.setattr("reporting.web.limits.LARGE_WAIT", 0.01)
    monkeypatch.setattr("reporting.web.limits.WHOLE_BYTES", 90_000)
    big = b"x" * 90_000
    body = multipart((b'name="what"', b"words"), (b'name="picture"; filename="a"', big))
    taken = limits._large.take(limits.LARGE_BYTES, 0)
    told = post(taking, "/files", body).json
    limits._large.give_back(taken)
    assert told["fields"] == [["what", "words"]]
    assert (told["files"], told["troubles"], told["brought"]) == ([], ["busy"], True)
    for _ in range(3):  # room is given back each time
        assert post(taking, "/files", body).json["troubles"] == []


def test_a_small_form_with_files_needs_no_room(taking):
    body = multipart((b'name="picture"; filename="a"', b"x" * 90_000))
    taken = limits._large.take(limits.LARGE_BYTES, 0)
    told = post(taking, "/files", body).json
    limits._large.give_back(taken)
    assert (told["files"], told["troubles"]) == ([["", 90_000]], [])


@pytest.mark.parametrize(
    ("end", "code", "status"),
    [(End.SLOW, "too_slow", 400), (End.BUSY, "busy", 429), (End.BROKEN, "cut_short", 400)],
)
def test_what_the_server_cut_says_why(client, end, code, status):
    here, there = socketpair()
    arrival = Arrival(here)
    arrival.end(end)
    answers(arrival)

    def half(path, body, content_type):
        cut = {"CONTENT_LENGTH": "900", "wsgi.input_terminated": True}
        stream = BytesIO(body)
        return client.post(
            path, input_stream=stream, content_type=content_type, environ_overrides=cut
        )

    try:
        form = multipart((b'name="a"', b"b"), end=False)
        told = half("/kind", form, f"multipart/form-data; boundary={BOUNDARY}").json
        refused = half("/json", b"1", "application/json")
    finally:
        answers(None)
        here.close()
        there.close()
    assert (told["fields"], told["troubles"]) == ([["a", "b"]], [code])
    assert refused.status_code == status
