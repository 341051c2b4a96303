from django.db import migrations

from zizhi.audit.guards import append_only, fixed, never_deleted


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial"), ("audit", "0002_guards")]
    operations = [
        append_only("certificates_serial"),
        append_only("certificates_certificateact"),
        never_deleted("certificates_numberseries"),
        never_deleted("certificates_certificate"),
        never_deleted("certificates_version"),
        fixed("certificates_certificate", ["number", "serial", "kind", "authority", "holder_id"]),
        fixed(
            "certificates_version",
            [
                "certificate_id", "ordinal", "identifier", "token", "carrier", "purpose", "decision_document",
                "uscc", "kind", "content_digest", "snapshot_json", "issued_on", "last_day",
                "file_digest", "file_size", "allocated_at", "in_effect_at",
            ],
            once="OLD.state <> 'pending'",
        ),
    ]
