"""What every test of the repository shares: no test asserts a time, so no example has a deadline."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
