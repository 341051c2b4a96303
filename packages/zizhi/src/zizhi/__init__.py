"""The service hall: issuing and public verification of electronic qualification certificates."""

__version__ = "0.1.0"
