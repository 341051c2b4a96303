from django.db import migrations

from zizhi.audit.guards import append_only, never_deleted


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [append_only("audit_event"), never_deleted("audit_head")]
