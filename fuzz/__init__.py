"""Coverage-guided fuzzing with atheris: `python -m fuzz TARGET [--seconds N]`; `make fuzz` runs every target.

A target is a function of bytes. It may raise nothing: an `OpenOfdError` is caught where it is allowed, and
whatever else escapes is a finding. What was found is fixed and kept in `findings/`, which tests replay.
"""
