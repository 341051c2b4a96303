"""The API: the same answers as the pages, as JSON."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zizhi.verification import registry, uploads


@pytest.fixture
def client(hall, monkeypatch):
    monkeypatch.setenv("ZIZHI_CLOCK", "2026-11-22T12:00:00+08:00")
    return Client()


def test_by_number(issue, client):
    issue()
    found = client.get("/api/v1/certificates", {"number": "D221000015"}).json()["certificates"]
    assert [(one["number"], one["state"], one["in_effect"]) for one in found] == [
        ("D221000015", "in_effect", True)
    ]
    assert found[0]["facts"]["企业名称"] == "辽宁第1建筑工程有限公司"
    assert found[0]["items"][0]["name"] == "建筑工程施工总承包二级"


def test_by_credit_code(issue, client, made_up_uscc):
    issue(1)
    issue(1, kind="testing")
    found = client.get("/api/v1/certificates", {"uscc": made_up_uscc(1)}).json()["certificates"]
    assert [one["kind"] for one in found] == ["construction", "testing"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({}, 400, "ASK_ONE"),
        ({"number": "D221000015", "uscc": "x"}, 400, "ASK_ONE"),
        ({"uscc": "123"}, 400, "USCC_FORM"),
        ({"number": "D221999999"}, 404, "NOT_FOUND"),
    ],
)
def test_problems(client, query, status, code):
    answer = client.get("/api/v1/certificates", query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]


def test_an_outage(client, monkeypatch):
    def away():
        raise registry.RegistryUnreachable

    monkeypatch.setattr(registry, "reader", away)
    answer = client.get("/api/v1/certificates", {"number": "D221000015"})
    assert (answer.status_code, answer.json()["code"]) == (503, "REGISTRY_UNREACHABLE")


def test_a_file(issue, client):
    _, data = issue()
    told = client.post("/api/v1/files", {"file": SimpleUploadedFile("a.ofd", data)}).json()
    assert told["verdict"]["kind"] == "genuine"
    assert told["report"]["overall"] == "VALID"
    assert [check["id"] for check in told["checks"]][-3:] == ["registry", "face", "qr_claim"]
    assert {row["outcome"] for row in told["comparison"]} == {"equal"}


def test_an_altered_file(issue, client, rezipped):
    data = rezipped(issue()[1], lambda _, content: content.replace("二级".encode(), "一级".encode()))
    told = client.post("/api/v1/files", {"file": SimpleUploadedFile("a.ofd", data)}).json()
    assert told["verdict"]["kind"] == "altered"
    assert told["alterations"]


def test_no_file_and_too_large(client, monkeypatch):
    assert client.post("/api/v1/files").json()["code"] == "UPLOAD_MISSING"
    monkeypatch.setattr(uploads, "LIMIT", 1000)
    answer = client.post("/api/v1/files", {"file": SimpleUploadedFile("a.ofd", bytes(100_000))})
    assert (answer.status_code, answer.json()["code"]) == (413, "UPLOAD_TOO_LARGE")


def test_claim_keys_are_published(issue, client):
    issue()
    keys = client.get("/api/v1/claim-keys").json()
    assert [len(key["x"] + key["y"]) for key in keys["keys"]] == [128]


def test_claim_keys_before_there_are_any(client):
    assert client.get("/api/v1/claim-keys").status_code == 503


def test_openapi_tells_every_address(client):
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    paths = {"certificates", "status/{token}", "status/{token}/{claim}", "files", "claim-keys"}
    assert set(told["paths"]) == {f"/api/v1/{path}" for path in paths}
    assert "multipart/form-data" in told["paths"]["/api/v1/files"]["post"]["requestBody"]["content"]
