"""The public side under Django's test client, and the server's whole application."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory

from zizhi.project.fastpath import with_fast_path


@pytest.fixture
def client(hall):
    return Client()


@pytest.fixture
def served(hall, monkeypatch):
    """`served(path)`: status, headers and body as the server gives them, fast path in front."""
    monkeypatch.setenv("ZIZHI_CLOCK", "2026-11-22T11:00:00+08:00")
    application = with_fast_path(get_wsgi_application())

    def ask(path):
        told = []
        environ = RequestFactory().get(path).environ
        body = b"".join(application(environ, lambda status, headers: told.append((status, dict(headers)))))
        return int(told[0][0][:3]), told[0][1], body

    return ask
