from django.db import migrations

from zizhi.audit.guards import append_only, never_deleted


def begin(apps, editor):
    apps.get_model("audit", "AuditHead").objects.create(id=1, sequence=0, digest="0" * 64)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        append_only("audit_event"),
        never_deleted("audit_head"),
    ]
