from reporting.review.downloads import pdf_response


def test_a_file_is_saved_under_its_name_and_kept_by_nobody():
    response = pdf_response(b"%PDF-1.7", "12.pdf")
    assert response.get_data() == b"%PDF-1.7"
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": "8",
        "Content-Disposition": 'attachment; filename="12.pdf"',
        "Cache-Control": "no-store",
    }
