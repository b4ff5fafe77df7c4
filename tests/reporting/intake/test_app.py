def test_the_form_answers(client, valid_html):
    page = client.get("/report")
    assert page.status_code == 200
    valid_html(page.get_data(as_text=True))
