"""Uploading a file: limits, garbage, the report."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zizhi.core.profile import department
from zizhi.verification import uploads

HEADS = [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\x89PNG\r\n"]


@pytest.fixture
def upload(client, monkeypatch):
    monkeypatch.setenv("ZIZHI_CLOCK", "2026-11-22T12:00:00+08:00")

    def send(data, name="证书.ofd"):
        return client.post("/verify/file/", {"file": SimpleUploadedFile(name, data)})

    return send


def test_a_genuine_file_is_green_and_drawn(issue, upload):
    page = upload(issue()[1]).content.decode()
    assert '<section class="verdict t-good"' in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert "共 17 项：17 项通过。" in page
    assert "没有保存" in page


def test_an_altered_file_meets_the_notice(issue, upload, rezipped):
    def forge(name, content):
        return content.replace("二级".encode(), "一级".encode()) if name.endswith("Content.xml") else content

    page = upload(rezipped(issue()[1], forge)).content.decode()
    assert "文件已被篡改，电子证书无效" in page
    assert department().void_notice in page
    assert f'举报电话：<a href="tel:{department().telephone}"' in page
    assert "建筑工程施工总承包<mark>一</mark>级" in page
    assert "建筑工程施工总承包<mark>二</mark>级" in page
    assert 't-good" role' not in page


def test_every_check_has_its_number(issue, upload):
    page = upload(issue()[1]).content.decode()
    numbers = [
        "1.1",
        "2.1",
        "3.1",
        "3.2",
        "4.1",
        "4.2",
        "4.3",
        "5.1",
        "5.2",
        "5.3",
        "6.1",
        "6.2",
        "6.3",
        "6.4",
    ]
    assert all(f'<span class="number">{n}</span>' in page for n in [*numbers, "7.1", "8.1", "8.2"])


def test_no_file_chosen(client):
    answer = client.post("/verify/file/", {})
    assert answer.status_code == 400
    assert "请选择要检验的文件" in answer.content.decode()


def test_an_empty_file(upload):
    answer = upload(b"")
    assert answer.status_code == 400
    assert "文件是空的" in answer.content.decode()


def test_a_file_over_the_limit_is_refused_by_its_announcement(upload, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", 1000)
    answer = upload(bytes(100_000))
    assert answer.status_code == 413
    assert "无法检验" in answer.content.decode()


def test_a_file_over_the_limit_is_refused_while_it_arrives(upload, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", 1000)
    assert upload(bytes(5000)).status_code == 413


def test_the_largest_file_is_taken(upload, monkeypatch):
    monkeypatch.setattr(uploads, "LIMIT", 1000)
    assert upload(bytes(1000)).status_code == 200


@pytest.mark.parametrize("body", [b"", b"--", f"--{BOUNDARY}\r\nContent-Disposition: form".encode()])
def test_a_torn_form_is_the_senders_fault(client, body):
    assert client.generic("POST", "/verify/file/", body, MULTIPART_CONTENT).status_code == 400


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "<script>alert(1)</script>.ofd", "a" * 500, "\u202efdo.exe"]
)
def test_odd_file_names_are_only_shown(upload, name):
    answer = upload(b"nothing", name)
    assert answer.status_code == 200
    assert b"<script" not in answer.content


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(min_size=1, max_size=400),
    head=st.sampled_from(HEADS),
)
def test_garbage_never_breaks_the_page(upload, data, head):
    answer = upload(head + data)
    assert answer.status_code == 200
    assert 't-good" role' not in answer.content.decode()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), junk=st.binary(min_size=1, max_size=30))
def test_a_damaged_certificate_never_breaks_the_page(sealed, upload, rezipped, place, junk):
    def damage(name, content):
        at = int(place * len(content))
        return content[:at] + junk + content[at + len(junk) :] if name.endswith(".xml") else content

    answer = upload(rezipped(sealed, damage))
    assert answer.status_code == 200
    assert '<section class="verdict t-good"' not in answer.content.decode()


@pytest.fixture
def sealed(issue):
    return issue()[1]
