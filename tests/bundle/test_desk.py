"""The desk writes in a process of its own and can be stopped."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from lehua_desktop.bundle.desk import BundleDesk, BundleTicket
from lehua_desktop.core.problems import LehuaError, Problem
from tests.bundle.test_write import photos


def test_desk_writes_with_progress_stops_on_cancel_and_goes_on(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    done: list[BundleTicket] = []
    begun = threading.Event()
    finished = threading.Event()

    def tell(done_pages: int, total: int) -> None:
        heard.append((done_pages, total))
        begun.set()

    def said(ticket: BundleTicket) -> None:
        done.append(ticket)
        finished.set()

    with BundleDesk() as desk:
        first = desk.write(photos(2), tmp_path / "a", tell)
        first.add_done_callback(said)
        made = first.result()
        assert made.pdf.exists()
        assert made.zip.exists()
        assert finished.wait(5)
        assert done == [first]
        assert heard

        begun.clear()
        slow = desk.write(photos(30), tmp_path / "b", tell)
        assert begun.wait(30)
        slow.cancel()
        with pytest.raises(LehuaError) as caught:
            slow.result()
        assert caught.value.fault.problem == Problem.CANCELLED
        assert not list((tmp_path / "b").glob("*"))

        begun.clear()
        ahead = desk.write(photos(30), tmp_path / "e", tell)
        waiting = desk.write(photos(1), tmp_path / "f")
        waiting.cancel()
        assert begun.wait(30)
        ahead.cancel()
        for ticket in (ahead, waiting):
            with pytest.raises(LehuaError):
                ticket.result()
        assert not (tmp_path / "f").exists()

        with pytest.raises(LehuaError) as empty:
            desk.write(replace(photos(1), route="moon"), tmp_path / "c").result()
        assert empty.value.fault.problem == Problem.ROUTE_UNKNOWN

        assert desk.write(photos(1), tmp_path / "d").result().pdf.exists()
        left = desk.write(photos(30), tmp_path / "g")
    with pytest.raises(LehuaError):
        left.result()
    assert not list(tmp_path.glob("*/*.part"))
