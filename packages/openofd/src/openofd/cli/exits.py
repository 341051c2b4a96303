"""What the command's exit code says."""

from enum import IntEnum

__all__ = ["Exit"]


class Exit(IntEnum):
    """0–2 are answers, 3 and up are errors."""

    VALID = 0
    """`verify`: valid. `info`, `render`: done."""
    INVALID = 1
    """`verify`: invalid; also what is no OFD file at all."""
    INDETERMINATE = 2
    """`verify`: cannot tell, mostly for want of an anchor."""
    UNREADABLE = 3
    """It cannot be done: a file cannot be read or written, is not what it should be, or nobody can sign."""
    USAGE = 4
    """The command line is wrong."""
    NO_CRYPTO = 5
    """This machine lacks SM2 or SM3."""
    DEFECT = 6
    """A bug of this program: nothing is said about the file."""
