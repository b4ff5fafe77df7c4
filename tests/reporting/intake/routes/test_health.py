"""Texts for machines."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text


def test_a_sound_machine_says_ok(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ok",
        "reports": "open",
        "troubles": [],
        "editions_not_shown": 0,
    }


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ({"colour": '"#fefefe"'}, "settings that do not validate"),
        ({"help_numbers": "[]"}, "settings that do not validate"),
    ],
)
def test_what_somebody_should_look_at_degrades(client, put_rows, rows, says):
    put_rows(rows)
    answer = client.get("/healthz").get_json()
    assert answer["status"] == "degraded"
    assert answer["troubles"] == [says]


def test_a_list_past_its_day_degrades(client, clock):
    clock.now += timedelta(days=365)
    answer = client.get("/healthz").get_json()
    assert (answer["status"], answer["reports"]) == ("degraded", "expired")


def test_a_mark_that_cannot_be_written_degrades(client, config):
    config.state_dir.parent.mkdir(exist_ok=True)
    config.state_dir.write_text("a file where a folder should be")
    assert "highest sequence kept in memory only" in client.get("/healthz").get_json()["troubles"]


def test_a_pause_is_no_trouble(client, put_rows):
    put_rows({"paused": "true"})
    assert client.get("/healthz").get_json()["status"] == "ok"
    assert client.get("/healthz").get_json()["reports"] == "paused"


def test_security_txt_names_the_contact_for_half_a_year(client, put_rows, clock):
    assert client.get("/.well-known/security.txt").status_code == 404
    clock.now += timedelta(seconds=6)
    put_rows(
        {
            "security_contact": '"mailto:hole@example.org"',
            "report_address": '"https://house.example.org/"',
        }
    )
    answer = client.get("/.well-known/security.txt")
    assert answer.mimetype == "text/plain"
    fields = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert fields["Contact"] == "mailto:hole@example.org"
    assert fields["Canonical"] == "https://house.example.org/.well-known/security.txt"
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=179) < expires - clock.now <= timedelta(days=180)


def test_search_engines_are_asked_to_stay_out(client):
    assert client.get("/robots.txt").get_data(as_text=True) == "User-agent: *\nDisallow: /\n"


def test_a_database_from_before_settings_were_signed_degrades(client, owner_engine, clock):
    client.get("/healthz")
    with owner_engine.begin() as connection:
        connection.execute(text("DELETE FROM signed_document WHERE kind = 'settings'"))
    clock.now += timedelta(seconds=6)
    # This machine has seen signed ones, so that they are gone is worse than that none are there.
    assert client.get("/healthz").get_json()["troubles"] == ["settings not believed"]
