import contextlib
from io import BytesIO
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from reporting.web.formbody import CountedStream, FormBody, read_multipart, read_urlencoded


def body():
    return FormBody(max_text=1_000, max_fields=20)


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(text.filter(bool), text), max_size=10))
def test_what_a_browser_encodes_comes_back_as_it_was(fields):
    form = body()
    read_urlencoded(CountedStream(BytesIO(urlencode(fields).encode())), form)
    assert form.fields == fields
    assert not form.troubles


@given(st.binary(max_size=5_000))
def test_any_bytes_are_read_within_the_limits(raw):
    form = body()
    read_urlencoded(CountedStream(BytesIO(raw)), form)
    assert len(form.fields) <= 20
    assert form.troubles <= {"too_large", "too_many_fields", "not_utf8"}


@given(
    st.lists(
        st.sampled_from(
            [
                b"--b",
                b"--",
                b"\r\n",
                b"Content-Disposition: form-data; ",
                b'name="a"',
                b'; filename="f"',
                b"\xff",
                b"x",
            ]
        ),
        max_size=60,
    ).map(b"".join)
)
def test_any_multipart_is_read_or_is_a_value_error(raw):
    form = body()
    with contextlib.suppress(ValueError):
        read_multipart(CountedStream(BytesIO(raw)), "b", form)
    assert len(form.fields) <= 20


def test_a_value_that_comes_in_many_chunks_is_one_value():
    value = b"\r\n-" * 300
    form = FormBody(max_text=10_000, max_fields=5)
    raw = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + value + b"\r\n--b--\r\n"

    class Trickle(BytesIO):
        def read(self, size=-1, /):
            return super().read(min(size, 7))

    read_multipart(CountedStream(Trickle(raw)), "b", form)
    assert form.fields == [("a", value.decode())]


def test_a_stream_that_ends_early_is_noticed():
    stream = CountedStream(BytesIO(b"abc"))
    assert stream.read(10) == b"abc"
    assert stream.ended_before(4)
    assert not stream.ended_before(3)
    assert not stream.ended_before(None)


def test_a_stream_that_is_not_read_to_its_end_has_not_ended():
    stream = CountedStream(BytesIO(b"abc"))
    assert stream.read(2) == b"ab"
    assert not stream.ended_before(3)


def test_of_far_too_much_the_beginning_comes_back_and_what_stood_before_it():
    long = ("é" * 90).encode()
    part = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    raw = part % (b"a", b"x" * 20) + part % (b"b", long) + part % (b"c", b"y") + b"--b--\r\n"
    forms = [FormBody(max_text=100, max_fields=5) for _ in range(3)]
    read_multipart(CountedStream(BytesIO(raw)), "b", forms[0])
    plain = b"a=" + b"x" * 20 + b"&b="
    read_urlencoded(CountedStream(BytesIO(plain + long + b"&c=y")), forms[1])
    read_urlencoded(CountedStream(BytesIO(plain + long * 5)), forms[2])
    for form in forms:
        assert form.fields == [("a", "x" * 20), ("b", "é" * 39)]
        assert form.troubles == {"too_large"}
