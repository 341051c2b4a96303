from django.db import migrations

from zizhi.audit.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial"), ("audit", "0002_guards")]
    operations = [append_only("workdays_holidaynotice")]
