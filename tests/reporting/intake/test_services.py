"""What routes share: turns at deriving keys, buckets, and the one object that holds them."""

import pytest

from crypto.receipts import Code, keys_of
from reporting.intake import services as module
from reporting.intake.errors import TooBusy
from reporting.intake.services import DERIVATIONS, EXTENSION, public, services

CODE = Code((1, 2, 3, 4, 5, 6, 7, 8))


@pytest.fixture
def shared(app):
    return app.extensions[EXTENSION]


def test_a_code_has_the_same_keys_here_as_anywhere(shared, founding):
    assert shared.keys_of(CODE).token == keys_of(CODE, founding.pins.installation).token


def test_no_more_than_two_codes_are_stretched_at_a_time(shared, monkeypatch):
    monkeypatch.setattr(module, "DERIVATION_WAIT", 0.01)
    for _ in range(DERIVATIONS):
        shared._turns.acquire()
    with pytest.raises(TooBusy):
        shared.keys_of(CODE)
    shared._turns.release()
    assert shared.keys_of(CODE)


def test_a_turn_is_given_back_when_deriving_fails(shared, monkeypatch):
    def fail(*_):
        raise ValueError

    monkeypatch.setattr(module, "keys_of", fail)
    for _ in range(2 * DERIVATIONS):
        with pytest.raises(ValueError, match=r"^$"):
            shared.keys_of(CODE)


def test_routes_find_them_by_one_name(app, shared):
    with app.app_context():
        assert services() is shared
        assert public() == shared.verified.read()


def test_when_too_many_come_at_once_the_words_stay(app, client, monkeypatch):
    monkeypatch.setattr(module, "DERIVATION_WAIT", 0.01)
    shared = app.extensions[EXTENSION]
    for _ in range(DERIVATIONS):
        shared._turns.acquire()
    page = client.post("/report", data={"what_happened": "my words"})
    assert page.status_code == 429
    assert "my words" in page.get_data(as_text=True)


def test_of_a_large_bucket_several_tokens_are_fetched_at_once(app, monkeypatch):
    made = app.extensions[EXTENSION]
    asked = []
    real = made.gate.throttle_take

    def counted(*args):
        asked.append(args)
        return real(*args)

    monkeypatch.setattr(made.gate, "throttle_take", counted)
    assert all(made.take("report") for _ in range(25))
    assert len(asked) == 3
    assert all(made.take("phrase") for _ in range(3))
    assert len(asked) == 6


def test_a_token_that_is_given_back_is_the_next_ones(app):
    made = app.extensions[EXTENSION]
    while made.take("phrase"):
        pass
    made.give_back("phrase")
    assert [made.take("phrase"), made.take("phrase")] == [True, False]
