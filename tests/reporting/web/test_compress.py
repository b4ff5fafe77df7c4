import gzip

GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_fetched_page_is_packed(client):
    packed = client.get("/page", headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == client.get("/page").data
    assert int(packed.headers["Content-Length"]) == len(packed.data)


def test_an_answer_to_a_form_never_is(client):
    answer = client.post("/strict", data={"what": "a" * 5_000}, headers=GZIP)
    assert "Content-Encoding" not in answer.headers


def test_a_short_page_is_sent_as_it_is(client):
    assert client.get("/link", headers=GZIP).text == "/page"
