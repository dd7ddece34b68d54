"""The window: the only place that knows Qt. A view asks the controller and listens to its one signal."""

from __future__ import annotations

import ctypes
import sys


def _keep_singletons() -> None:
    """PySide6 6.12 returns `None`, `True` and `False` without counting the reference, as Python 3.12 and later allow.

    Before 3.12 each such call takes one reference too many, and the process is aborted after a few thousand of them.
    Their counts are raised beyond reach once; PySide6 6.11 does not need this.
    """
    if sys.version_info < (3, 12):
        for singleton in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(singleton)).value += 1 << 48


_keep_singletons()
