from django.db import migrations

from zizhi.audit.guards import append_only, never_deleted


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial"), ("audit", "0002_guards")]
    operations = [
        append_only("certificates_serial"),
        append_only("certificates_certificateact"),
        never_deleted("certificates_numberseries"),
        never_deleted("certificates_certificate"),
        never_deleted("certificates_version"),
    ]
