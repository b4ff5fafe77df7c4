"""Bulletins as advocates meet them: from a case to the second person's yes."""

import re
from html import unescape

import pytest

from reporting.casework.founding_store import apply_change
from reporting.casework.lists import Lists
from reporting.casework.membership import remove_member
from reporting.casework.published import read_published
from reporting.domain.consent import Choices
from reporting.store.engine import reading, writing

SUMMARY = "Drives slowly along the road and asks for a ride, then locks the doors."


@pytest.fixture
def worker(group, desks, identifier):
    made = group.report(
        {"what_happened": "He said his name was Mike and then he would not let me out."},
        identifiers=(identifier(),),
        vehicles=({"vehicle_plate": "CKB 018", "vehicle_colour": "grey"},),
        persons=({"person_name": "Mike", "person_marks": "snake on the left hand"},),
    )
    desks.file()
    return made


def filled(page, **changes):
    """What a browser would send of the form on a page."""
    tree = page
    data: dict[str, list[str]] = {}
    for box in tree.iter("input"):
        name, kind = box.get("name"), box.get("type", "text")
        if not name or name == "form_token" or (box.get("value") is None and kind != "checkbox"):
            continue
        if kind in {"checkbox", "radio"} and box.get("checked") is None:
            continue
        data.setdefault(name, []).append(box.get("value", ""))
    for area in tree.iter("textarea"):
        data[area.get("name")] = [(area.text or "").removeprefix("\n")]
    return {**data, **changes}


@pytest.fixture
def ada(browser):
    return browser("ada")


@pytest.fixture
def form(ada, valid_html):
    """The form of a page, as it stands there; what it asks at the start (few alike) has a reason."""

    def read(url, **changes):
        response = ada.get(url)
        assert response.status_code == 200, response.text
        data = filled(valid_html(response.text))
        if url.endswith("/bulletin"):
            asked = [name for name in data if name.startswith("reason.")]
            assert len(asked) == response.text.count("Few reports share this place") == 1
            assert "<q>Downtown</q>" in response.text
            data[asked[0]] = ["People there have to know."]
        return {**data, **changes}

    return read


def test_the_form_starts_from_what_may_be_published_made_coarser(ada, worker, valid_html):
    page = ada.get(f"/cases/{worker.report.hex()}/bulletin")
    assert page.status_code == 200
    valid_html(page.text)
    for shown in (
        "CKB 018",
        "604 555-0142",
        "snake on the left hand",
        "Downtown",
        "Sexual assault",
    ):
        assert shown in page.text
    narrative = page.text.index("would not let me out")
    opened = page.text.rindex("<details", 0, narrative)
    assert " open" not in page.text[opened : page.text.index(">", opened)]


def test_a_draft_is_kept_checked_submitted_and_approved(
    group, ada, form, worker, browser, valid_html
):
    url = f"/cases/{worker.report.hex()}/bulletin"
    saved = ada.post(url, form(url, **{"summary.en": SUMMARY, "do": "save"}))
    assert saved.status_code == 303
    draft = saved.location.split("?")[0]
    page = ada.get(saved.location)
    assert "The check finds nothing" in page.text
    submitted = ada.post(draft, form(draft, do="submit", sure="yes"), follow_redirects=True)
    assert "Submitted." in submitted.text
    valid_html(submitted.text)

    bo = browser("bo")
    second = bo.get(f"{draft}/second")
    assert second.status_code == 200
    valid_html(second.text)
    assert "would not let me out" not in second.text
    assert SUMMARY in second.text
    done = bo.post(f"{draft}/approve", follow_redirects=True)
    assert "Approved." in done.text
    valid_html(done.text)
    with reading(group.engine) as session:
        (one,) = read_published(session, group.desk())
    assert (one.record.author, one.record.approver) == ("ada", "bo")
    out = bo.get("/bulletins/1")
    valid_html(out.text)
    assert SUMMARY in out.text


def test_her_own_draft_is_not_hers_to_approve(ada, form, worker):
    url = f"/cases/{worker.report.hex()}/bulletin"
    submitted = ada.post(url, form(url, **{"summary.en": SUMMARY, "do": "submit", "sure": "yes"}))
    assert submitted.status_code == 303
    listing = ada.get("/bulletins").text
    draft = re.search(r"/bulletins/drafts/[0-9a-f]{32}", listing)[0]
    second = ada.get(f"{draft}/second").text
    assert "Sign and approve" not in second
    refused = ada.post(f"{draft}/approve")
    assert refused.status_code == 403
    assert "Somebody else has to look" in refused.text


def test_what_gives_her_away_stops_it_and_stands_beside_the_field(ada, form, worker, valid_html):
    url = f"/cases/{worker.report.hex()}/bulletin"
    typed = "He would not let me out and then he said so at 9:30."
    sent = form(url, **{"summary.en": typed, "do": "submit", "sure": "yes"})
    page = ada.post(url, sent, follow_redirects=True)
    assert page.status_code == 200
    tree = valid_html(page.text)
    found = [" ".join("".join(one.itertext()).split()) for one in tree.iter("q")]
    assert "9:30" in " ".join(found)
    assert "not submitted" in page.text
    assert typed in unescape(page.text)


def test_a_warning_wants_a_written_reason_and_keeps_it(ada, form, worker, valid_html, browser):
    url = f"/cases/{worker.report.hex()}/bulletin"
    sent = form(url, **{"summary.en": "He threatened to have them deported.", "do": "save"})
    saved = ada.post(url, sent)
    draft = saved.location.split("?")[0]
    page = ada.get(draft)
    key = re.search(r'name="(reason\.[0-9a-f]{16})"', page.text)[1]
    blocked = ada.post(draft, form(draft, do="submit", sure="yes"), follow_redirects=True)
    assert "not submitted" in blocked.text
    reason = "It is what he says to everybody."
    sent = form(draft, do="submit", sure="yes", **{key: reason})
    assert "Submitted." in ada.post(draft, sent, follow_redirects=True).text
    assert reason in browser("bo").get(f"{draft}/second").text


def test_unticked_fields_stay_in_the_house_and_changed_texts_are_used(ada, form, worker):
    url = f"/cases/{worker.report.hex()}/bulletin"
    sent = form(url, do="save")
    sent["keep"] = [path for path in sent["keep"] if path != "persons.1.person_name"]
    sent["text.persons.1.person_marks"] = "tattoo of a snake"
    page = ada.post(url, sent, follow_redirects=True).text
    shown = page[page.index("As people will read it") :]
    assert "tattoo of a snake" in shown
    assert "Mike" not in shown


def test_without_her_yes_there_is_a_page_that_says_what_to_do(group, desks, ada, valid_html):
    silent = group.report(choices=Choices())
    desks.file()
    page = ada.get(f"/cases/{silent.report.hex()}/bulletin")
    assert page.status_code == 403
    valid_html(page.text)
    assert "She has not said yes to a bulletin" in page.text
    assert "with her code" in page.text


def test_somebody_who_wants_to_see_the_words_first_is_waited_for(group, desks, ada, form):
    asked = group.report(choices=Choices(consent_bulletin=True, ask_before_publishing=True))
    desks.file()
    url = f"/cases/{asked.report.hex()}/bulletin"
    assert "asked to see the words" in ada.get(url).text
    page = ada.post(url, form(url, do="submit", sure="yes"), follow_redirects=True)
    assert page.status_code == 403
    assert "She has not said yes to these words" in page.text
    assert "draft" in ada.get("/bulletins").text


def test_a_day_that_cannot_be_is_named_and_everything_typed_stays(ada, form, worker):
    url = f"/cases/{worker.report.hex()}/bulletin"
    for day in ("", "2026-02-30", "2026-03-02", "2031-01-01"):
        page = ada.post(url, form(url, **{"expires": day, "summary.en": SUMMARY, "do": "save"}))
        assert page.status_code == 400
        assert SUMMARY in unescape(page.text)
        assert "Everything you typed is still here" in page.text


def test_outreach_sees_what_is_out_and_no_draft(desks, worker, browser, valid_html):
    desks.publish(worker)
    draft = desks.begin(worker)
    vik = browser("vik")
    page = vik.get("/bulletins")
    assert page.status_code == 200
    valid_html(page.text)
    assert "No. 1" in page.text
    assert draft.id.hex() not in page.text
    assert vik.get("/bulletins/1").status_code == 200
    assert vik.get(f"/bulletins/drafts/{draft.id.hex()}").status_code == 403
    assert vik.get(f"/cases/{worker.report.hex()}/bulletin").status_code == 403
    assert vik.post("/bulletins/1/recall").status_code == 403


def test_what_is_live_can_be_passed_on_as_text_and_nothing_else(desks, worker, ada, valid_html):
    desks.publish(worker)
    shown = ada.get("/bulletins/1").text
    valid_html(shown)
    assert "Text to pass on" in shown
    assert "not proven. (1)</textarea>" in shown
    ada.post("/bulletins/1/recall", {"why": "A worker asked."})
    assert "Text to pass on" not in ada.get("/bulletins/1").text


def test_recalling_and_correcting_from_its_page(desks, worker, ada):
    desks.publish(worker)
    corrected = ada.get("/bulletins/1") and ada.post("/bulletins/1/correct")
    assert corrected.status_code == 303
    assert "edition 2" in ada.get(corrected.location).text
    ada.get("/bulletins/1")
    recalled = ada.post("/bulletins/1/recall", {"why": "A worker asked."}, follow_redirects=True)
    assert "Recalled." in recalled.text
    assert "Its text is gone" in ada.get("/bulletins/1").text


def test_approving_asks_for_the_passphrase_after_a_while(group, desks, worker, browser):
    bo = browser("bo")
    draft = desks.submit(desks.write(desks.begin(worker)))
    group.later(minutes=11)
    url = f"/bulletins/drafts/{draft.id.hex()}"
    bo.get(f"{url}/second")
    asked = bo.post(f"{url}/approve")
    assert "Your passphrase, please" in asked.text
    done = bo.post(
        f"{url}/approve", {"confirm_passphrase": "four plain invented words"}, follow_redirects=True
    )
    assert "Approved." in done.text


def test_the_only_advocate_is_told_that_nothing_can_be_published_yet(group, worker, browser):
    kim = browser("kim")
    for handle in ("ada", "bo"):
        lists = Lists(group.lists.manifest, group.lists.roster)
        change, _ = remove_member(group.organisation(), lists, handle, group.today)
        with writing(group.engine) as session:
            apply_change(session, change)
        group.lists = change.lists
    assert "nothing can be published yet" in kim.get("/bulletins").text
    page = kim.get(f"/cases/{worker.report.hex()}/bulletin")
    assert "nobody to be the second person" in page.text


def test_a_draft_id_that_is_none_is_a_page_of_its_own(ada):
    for url in ("/bulletins/drafts/zz", "/bulletins/drafts/" + "0" * 32, "/bulletins/77"):
        page = ada.get(url)
        assert page.status_code == 404
        assert "There is no such page" in page.text


def test_a_draft_is_thrown_away_but_not_one_that_was_submitted(desks, worker, ada):
    draft = desks.begin(worker)
    url = f"/bulletins/drafts/{draft.id.hex()}"
    ada.get(url)
    gone = ada.post(url, {"do": "discard"}, follow_redirects=True)
    assert "The draft is gone." in gone.text
    assert ada.get(url).status_code == 404
    submitted = desks.submit(desks.write(desks.begin(worker)))
    url = f"/bulletins/drafts/{submitted.id.hex()}"
    for sent in ({"do": "discard"}, {"do": "save", "expires": "2026-04-01"}):
        assert ada.post(url, sent).status_code == 409


def test_a_draft_is_not_submitted_before_the_question_is_answered(desks, worker, ada, form):
    draft = desks.begin(worker)
    url = f"/bulletins/drafts/{draft.id.hex()}"
    page = ada.post(url, form(url, do="submit"), follow_redirects=True)
    assert "please answer the question" in page.text
    assert ada.post(f"{url[:-2]}", {"do": "save"}).status_code == 404


def test_a_case_that_is_none_has_no_bulletin(ada):
    for ref in ("not-a-reference", "0000-0000", "0" * 32):
        assert ada.get(f"/cases/{ref}/bulletin").status_code == 404
        assert ada.get(f"/cases/{ref}/forward").status_code == 404


def test_one_that_somebody_put_back_shows_no_text_and_can_be_recalled_again(
    group, desks, worker, ada, valid_html
):
    edition = desks.publish(worker)
    ada.get("/bulletins/1")
    ada.post("/bulletins/1/recall", {"why": "A worker asked."})
    group.sql("UPDATE edition SET status = 'live', body = :body", body=edition.body)
    page = ada.get("/bulletins/1").text
    valid_html(page)
    assert "Somebody has put its text back into the database." in page
    assert "Recall it" in page
    assert "put back by somebody" in ada.get("/bulletins").text
    assert "recall it again" in ada.get("/").text
    ada.get("/bulletins/1")
    ada.post("/bulletins/1/recall", {"why": "Again."})
    assert "Somebody has put" not in ada.get("/bulletins/1").text
