"""The one error that is shown to the person who caused it."""

__all__ = ["RuleViolation"]


class RuleViolation(Exception):  # noqa: N818 - the house's error names say whose fault it is
    """A rule of the procedure forbids what was asked.

    Args:
        code: stable, upper case, for machines ("USCC_CHECK").
        message: one Chinese sentence for the person who entered the value.
        field: name of the value it is about; empty when it is about the whole.
    """

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(f"{code}: {message}" + (f" [{field}]" if field else ""))
        self.code, self.message, self.field = code, message, field
