from importlib.resources import files

from django.db import migrations

from zizhi.core import clock
from zizhi.workdays.notices import read_notices


def ship(apps, editor):
    """The notices that come with the software, so that no hall counts without them. Nobody's act: no audit event."""
    model = apps.get_model("workdays", "HolidayNotice")
    for notice in read_notices((files("zizhi.workdays") / "notices.csv").read_bytes()):
        model.objects.create(
            year=notice.year,
            document=notice.document,
            days_off=sorted(map(str, notice.days_off)),
            make_up_days=sorted(map(str, notice.make_up_days)),
            imported_by="zizhi",
            imported_at=clock.now(),
        )


class Migration(migrations.Migration):
    dependencies = [("workdays", "0002_guards")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
