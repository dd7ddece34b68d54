"""One open case: its use cases, without Qt and without SQL."""

from ..store.rows import Evidence, StaleEditError
from .casebook import Added, Casebook
from .derived import derive
from .files import Found, find_files, shown

__all__ = ["Added", "Casebook", "Evidence", "Found", "StaleEditError", "derive", "find_files", "shown"]
