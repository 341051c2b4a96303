"""What is worth keeping between pages and files, within a fixed number of bytes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

__all__ = ["Memory"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Least recently used values go first. Keys are compared, not only their hashes: nothing collides.

    Args:
        limit: the weight of all values together.
        largest: the weight of a value that is not kept, since it would push out too many others.
    """

    def __init__(self, limit: int, *, largest: int | None = None) -> None:
        self._limit, self._largest, self._held = limit, limit if largest is None else largest, 0
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V], weight: int) -> V:
        """The value of `key`, made if it is not known; two threads may make it at once, one is kept."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return found[0]
        value = make()
        if weight <= self._largest:
            with self._lock:
                return self._keep(key, value, weight)
        return value

    def _keep(self, key: K, value: V, weight: int) -> V:
        kept, _ = self._values.setdefault(key, (value, weight))
        if kept is value:
            self._held += weight
        while self._held > self._limit:
            _, (_, gone) = self._values.popitem(last=False)
            self._held -= gone
        return kept
