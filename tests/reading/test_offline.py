from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import onnxruntime
import pytest

from lehua_desktop.resources import resource

TRIES = {
    "a connection": "socket.create_connection(('192.0.2.1', 80), timeout=1)",
    "a name": "socket.getaddrinfo('example.com', 80)",
    "an old lookup": "socket.gethostbyname('example.com')",
    "a datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
    "the download client": "import requests; requests.get('http://192.0.2.1/', timeout=1)",
}
_NATIVE = re.compile(r"\.(?:so|dylib|dll|pyd)(?:\.|$)")
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


def test_the_reading_engine_carries_no_uploader() -> None:
    parts = [path for path in Path(onnxruntime.__file__).parent.glob("capi/*") if _NATIVE.search(path.name)]
    assert parts
    for part in parts:
        assert not re.search(rb"OneCollector|libcurl|winhttp\.dll", part.read_bytes(), re.IGNORECASE), part.name


def test_a_newer_engine_would_be_told_to_keep_quiet() -> None:
    assert run("import os; print(os.environ['ORT_DISABLE_TELEMETRY'])").stdout.strip() == "1"


def test_no_template_imports_a_package_that_would_be_fetched() -> None:
    templates = sorted(resource("bundle").glob("**/*.typ"))
    assert templates
    for template in templates:
        assert not re.search(r"(?:import|include)\s+[\"']@", template.read_text("utf-8")), template.name
