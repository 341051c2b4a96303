"""Cases openofd does not answer as demanded yet, each with the reason. The code must move, not the case."""

__all__ = ["PENDING"]

PENDING: dict[str, str] = {}
