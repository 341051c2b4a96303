"""Why a copy was not sent, by what follows from it."""

__all__ = ["Outage", "Refused", "TryLater"]


class Refused(Exception):  # noqa: N818 - named by what follows
    """The other side will never take this message."""


class TryLater(Exception):  # noqa: N818 - named by what follows
    """The other side does not take this message now."""


class Outage(Exception):  # noqa: N818 - named by what follows
    """The other side cannot be used at present, for any message.

    Args:
        said: what was found.
        taken_perhaps: whether the message in hand may have been taken all the same.
    """

    def __init__(self, said: str, *, taken_perhaps: bool = False) -> None:
        super().__init__(said)
        self.taken_perhaps = taken_perhaps
