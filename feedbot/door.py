"""A module that is also the function it is named for."""

from __future__ import annotations

from types import ModuleType
from typing import Any


class Door(ModuleType):
    """`feedbot.extract` is a room of the house, and called it extracts: `feedbot.extract(body, url)`."""

    def __call__(self, *args: Any, **named: Any) -> Any:
        return self._function(*args, **named)

    @property
    def _function(self) -> Any:
        return getattr(self, self.__name__.rpartition(".")[2])

    @property
    def __signature__(self) -> Any:
        """What editors and `help` show."""
        from inspect import signature

        return signature(self._function)
