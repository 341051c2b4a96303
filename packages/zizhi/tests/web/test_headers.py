"""What every answer tells the browser."""

import pytest

STRICT = [
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
]


@pytest.mark.parametrize(
    "address", ["/", "/verify/market/", "/nowhere/", "/api/v1/claim-keys", "/v/x", "/help/"]
)
def test_security_headers(client, address):
    headers = client.get(address).headers
    assert all(part in headers["Content-Security-Policy"] for part in STRICT)
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/verify/market/?q=x", "/v/x", "/verify/file/"])
def test_answers_are_not_stored(client, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_style_sheets_are_served(client):
    for name in ("bootstrap/css/bootstrap.min.css", "zizhi/theme.css", "zizhi/icon.svg"):
        answer = client.get(f"/static/{name}")
        answer.close()
        assert answer.status_code == 200
