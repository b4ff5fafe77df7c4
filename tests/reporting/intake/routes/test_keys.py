"""What browsers seal with."""

from datetime import timedelta

from sqlalchemy import text

from crypto.manifest import read_manifest
from crypto.strictjson import unb64u


def test_the_manifest_comes_as_it_was_signed(client, config, clock):
    answer = client.get("/keys.json").get_json()
    manifest = read_manifest(
        answer["body"].encode(), unb64u(answer["signature"]), config.pins, clock.now.date()
    )
    assert manifest.current().number == 1
    assert unb64u(answer["organisation"]) == config.organisation
    assert answer["installation"] == config.installation.hex()
    assert answer["today"] == "2026-11-20"
    assert "secret" not in str(answer)


def test_a_pause_keeps_the_keys_for_who_takes_back_a_yes(client, put_rows):
    put_rows({"paused": "true"})
    assert client.get("/keys.json").status_code == 200


def test_there_are_none_past_the_day_of_the_list(client, clock):
    clock.now += timedelta(days=365)
    assert client.get("/keys.json").status_code == 503


def test_there_are_none_that_somebody_else_signed(client, owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text("UPDATE signed_document SET signature = :s"), {"s": bytes(64)})
    answer = client.get("/keys.json")
    assert answer.status_code == 503
    assert "body" not in answer.get_json()
