from __future__ import annotations

import subprocess
import sys

import pytest

TRIES = {
    "a connection": "socket.create_connection(('192.0.2.1', 80), timeout=1)",
    "a name": "socket.getaddrinfo('example.com', 80)",
    "an old lookup": "socket.gethostbyname('example.com')",
    "a datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
    "the download client": "import requests; requests.get('http://192.0.2.1/', timeout=1)",
}
LOCAL = """
here = socket.create_server(("127.0.0.1", 0))
socket.create_connection(here.getsockname()).close()
one, other = socket.socketpair()
one.send(b"x")
print(other.recv(1).decode())
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    whole = f"import socket\nfrom lehua_desktop.offline import stay_offline\nstay_offline()\n{code}"
    return subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("what", TRIES)
def test_nothing_reaches_another_computer(what: str) -> None:
    done = run(TRIES[what])
    assert done.returncode != 0
    assert "OfflineError" in done.stderr


def test_processes_of_this_computer_still_talk() -> None:
    done = run(LOCAL)
    assert done.stdout.strip() == "x", done.stderr


def test_it_may_be_called_again() -> None:
    assert run("stay_offline()").returncode == 0
