"""What is kept stays within its weight; what is used stays longest."""

from openofd.fonts.memory import Memory


def made(memory: Memory[str, str], key: str, weight: int = 1) -> bool:
    """Whether the value of `key` had to be made; it stays what it was first made of."""
    calls: list[str] = []
    memory.get(key, lambda: calls.append(key) or key, weight)
    return bool(calls)


def test_a_value_is_made_once() -> None:
    memory: Memory[str, str] = Memory(10)
    assert [made(memory, "a"), made(memory, "a")] == [True, False]


def test_the_least_recently_used_goes_first() -> None:
    memory: Memory[str, str] = Memory(2)
    for key in ("a", "b", "a", "c"):
        memory.get(key, lambda key=key: key, 1)  # type: ignore[misc]
    assert [made(memory, "a"), made(memory, "c")] == [False, False]
    assert made(memory, "b")


def test_what_is_too_heavy_is_not_kept() -> None:
    memory: Memory[str, str] = Memory(10, largest=3)
    memory.get("a", lambda: "a", 3)
    assert [made(memory, "b", 4), made(memory, "b", 4), made(memory, "a")] == [True, True, False]
