"""What the worker calls is in the list of sweeps and does the work."""

from django.utils.module_loading import import_string

from zizhi.accounts.policy import COMMAND
from zizhi.certificates.lifecycle import State
from zizhi.certificates.models import Version
from zizhi.issuing.services import take_in
from zizhi.project.sweeps import SWEEPS


def test_worker_finishes_what_a_command_began(sealing_hall, raw_row, now, monkeypatch):
    monkeypatch.setenv("ZIZHI_CLOCK", now.isoformat())
    take_in([raw_row()], by=COMMAND, now=now)
    (sweep,) = [sweep for sweep in SWEEPS if sweep.name == "issuing"]
    assert import_string(sweep.function)() == 1
    assert Version.objects.get().state == State.IN_EFFECT
