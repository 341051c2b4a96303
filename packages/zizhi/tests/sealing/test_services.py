"""The acts of sealing: a claim and a seal of this hall, and the refusals of production."""

import shutil
from dataclasses import replace

import pytest

from openofd.document.document import Document
from zizhi.core.errors import RuleViolation
from zizhi.faces.services import compose_face, stamp_boxes
from zizhi.sealing import checks, claim, custody, services


@pytest.fixture
def sealing_hall(hall, custody_template):
    shutil.copytree(custody_template, custody.folder(hall.home))
    return hall


@pytest.fixture
def version(issue):
    """A version in effect; `issue` brings custody too."""
    return issue()[0]


def test_claim_says_what_the_snapshot_says(version, settings):
    snapshot = version.snapshot
    qr = services.sign_claim(snapshot, token=version.token)
    token, signed = claim.parse_text(qr.text)
    assert (token, signed) == (version.token, qr.claim)
    assert qr.text.startswith(settings.ZIZHI_BASE_URL.upper() + "/V/")
    assert claim.decode(signed).facts == services.claim_facts(snapshot)
    keys = services.current_public().claim_keys
    assert claim.check(token, signed, keys=keys) is claim.ClaimCheck.GENUINE


def test_claim_notices_a_changed_face(version):
    facts = services.claim_facts(version.snapshot)
    other = services.claim_facts(replace(version.snapshot, holder_name="别的公司"))
    assert facts.face_digest != other.face_digest


def test_sealed_draft_carries_one_signature(version, now):
    draft = compose_face(version.snapshot, qr_text="HTTPS://EXAMPLE.CN", demonstration=True)
    data = services.apply_seal(draft, places=stamp_boxes(draft, kind=version.kind), at=now)
    assert len(Document.open(data).signatures) == 1


def test_production_refuses_to_sign_with_demonstration_keys(sealing_hall, settings):
    settings.ZIZHI_PROFILE = "production"
    with pytest.raises(RuleViolation, match="CUSTODY_DEMONSTRATION"):
        services.current()


@pytest.mark.parametrize(("profile", "errors"), [("production", 1), ("demonstration", 0)])
def test_production_does_not_start_with_demonstration_custody(sealing_hall, settings, profile, errors):
    settings.ZIZHI_PROFILE = profile
    assert len(checks.production_custody(None)) == errors


def test_crypto_is_tried():
    services.try_crypto()
