"""Numbers of the command line within bounds."""

from collections.abc import Callable

__all__ = ["whole"]


def whole(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number between the two, both allowed; else raises ValueError, as argparse wants."""

    def number(text: str) -> int:
        found = int(text)
        if not least <= found <= most:
            raise ValueError
        return found

    return number
