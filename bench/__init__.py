"""Every speed claim is a program here. `python -m bench` runs all, `python -m bench NAME` one."""
