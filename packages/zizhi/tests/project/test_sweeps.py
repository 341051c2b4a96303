"""The list of background work."""

from django.utils.module_loading import import_string

from zizhi.project.sweeps import SWEEPS


def test_every_sweep_can_be_called() -> None:
    assert all(callable(import_string(sweep.function)) for sweep in SWEEPS)


def test_names_differ() -> None:
    assert len({sweep.name for sweep in SWEEPS}) == len(SWEEPS)
