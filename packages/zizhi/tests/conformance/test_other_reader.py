"""Another OFD reader extracts the text that the registry holds."""

import unicodedata

import ofdkit
import pytest


def squeezed(text):
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.fixture
def read_text(sealed, tmp_path):
    path = tmp_path / "certificate.ofd"
    path.write_bytes(sealed)
    return squeezed(ofdkit.extract_text(str(path)))


def test_every_field_of_the_face_is_read(read_text, snapshot):
    for label, value in snapshot.face_fields().items():
        assert squeezed(label) in read_text
        for line in value.split("\n"):
            assert squeezed(line) in read_text


def test_fields_come_in_the_order_of_the_annex(read_text, snapshot):
    places = [read_text.index(squeezed(label)) for label in snapshot.face_fields()]
    assert places == sorted(places)
