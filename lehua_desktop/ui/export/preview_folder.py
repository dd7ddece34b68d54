"""Where previews lie while they are looked at: a folder of this run, locked, so that the next run can tell
what a crash left behind."""

from __future__ import annotations

import itertools
import shutil
import uuid
from pathlib import Path

from PySide6.QtCore import QLockFile, QStandardPaths

_PREFIX = "lehua-preview-"


class PreviewFolder:
    """One a run. Made when the first preview is; `close` removes it."""

    def __init__(self, place: Path | None = None) -> None:
        self._place = place or Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation))
        self._lock: QLockFile | None = None
        self._path = self._place / f"{_PREFIX}{uuid.uuid4().hex}"
        self._numbers = itertools.count(1)

    def new(self) -> Path:
        """A path for one preview that nothing else uses."""
        if self._lock is None:
            sweep(self._place)
            self._lock = _lock_of(self._path)
            self._lock.tryLock(0)
            self._path.mkdir(mode=0o700)
        return self._path / str(next(self._numbers))

    def close(self) -> None:
        """Removes everything."""
        if self._lock is not None:
            shutil.rmtree(self._path, ignore_errors=True)
            self._lock.unlock()
            self._lock = None


def sweep(place: Path) -> None:
    """Removes the folders of runs that are gone."""
    for folder in place.glob(f"{_PREFIX}*"):
        if folder.is_dir():
            lock = _lock_of(folder)
            if lock.tryLock(0):
                shutil.rmtree(folder, ignore_errors=True)
                lock.unlock()


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder.with_name(folder.name + ".lock")))
    lock.setStaleLockTime(0)  # a window may stay open for days: only the end of its process makes a lock stale
    return lock
