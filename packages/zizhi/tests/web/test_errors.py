"""Error pages stand in the frame of all others."""

import pytest
from django.test import RequestFactory

from zizhi.web import errors


def test_an_unknown_address(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


@pytest.mark.parametrize("address", ["/api/v1/nowhere", "/api/v2/certificates"])
def test_programs_are_answered_in_json(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.json()["code"]) == (404, "ADDRESS_UNKNOWN")


def test_a_server_error_needs_no_database():
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "这不是您的问题" in answer.content.decode()


def test_a_bug_shows_the_page_and_not_the_bug(client, monkeypatch):
    def bug(**_):
        raise ZeroDivisionError("secret detail")

    client.raise_request_exception = False
    monkeypatch.setattr("zizhi.verification.services.figures", bug)
    answer = client.get("/")
    assert answer.status_code == 500
    assert b"secret detail" not in answer.content
