"""What a command says when it cannot go on, and what to do about it."""

from zizhi.core.errors import RuleViolation

__all__ = ["said"]


def said(error: Exception) -> str:
    """One sentence for the operator; a file that is missing or closed to us leads to `zizhi doctor`."""
    if isinstance(error, RuleViolation):
        return error.message
    if isinstance(error, OSError):
        return f"文件无法读写：{error}。\n请运行 zizhi doctor，查看缺少什么、怎样补上。"
    return str(error)
