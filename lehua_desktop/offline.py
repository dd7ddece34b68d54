"""No connection leaves this computer: every process of the program calls `stay_offline()` before it does anything.

Libraries that could reach out (one of the reading engine's parts imports a download client) then cannot, whatever
they are told to do. Standard library only.

The hook sees what goes through Python. Below it two native parts could reach out, and are kept from it: ONNX Runtime
sends telemetry from 1.29 on, so an older one is pinned; Typst fetches packages that a template imports, and ours import
none. Tests look at both.
"""

from __future__ import annotations

import os
import sys

_LOCAL = ("localhost", "127.0.0.1", "::1", "")
_ADDRESSED = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_armed = False


class OfflineError(PermissionError):
    """Something tried to reach another computer."""


def stay_offline() -> None:
    """Refuse every connection and name lookup beyond this computer, for the rest of this process's life."""
    global _armed  # an audit hook cannot be taken back, so it is set once
    if not _armed:
        _armed = True
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # should a newer one have been installed all the same
        sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _ADDRESSED | _LOOKUPS:
        return
    target = arguments[0]
    if event in _ADDRESSED:
        # A host with a port is an internet address; a path, or nothing, is a socket inside this computer.
        address = arguments[1]
        if not isinstance(address, tuple) or not address:
            return
        target = address[0]
    host = target.decode("ascii", "replace") if isinstance(target, bytes) else target
    if host is not None and host not in _LOCAL:
        raise OfflineError("this program makes no connection to other computers")
