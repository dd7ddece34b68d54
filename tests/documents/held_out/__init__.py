"""Layouts that no reader is developed with; see the README. Only sums of what is read on them are looked at."""

from .pages import MAKERS as PAGES
from .rolls import LONGEST
from .rolls import MAKERS as ROLLS
from .standing import MAKERS as STANDING
from .traps import MAKERS as TRAPS

MAKERS = (*PAGES, *STANDING, *ROLLS, *TRAPS)

__all__ = ["LONGEST", "MAKERS"]
