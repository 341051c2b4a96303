"""In whose name a command acts."""

from zizhi.accounts.models import User
from zizhi.accounts.policy import COMMAND, Actor
from zizhi.core.errors import RuleViolation

__all__ = ["actor"]


def actor(name: str) -> Actor:
    """The user of that name; without one, the command itself.

    Raises:
        RuleViolation: `USER_UNKNOWN`.
    """
    if not name:
        return COMMAND
    try:
        return User.objects.get(username=name, is_active=True)
    except User.DoesNotExist:
        raise RuleViolation("USER_UNKNOWN", f"没有用户「{name}」。", "by") from None
