"""How often the ledger is wrong on invented cases whose truth is known: `python benchmarks/matching.py [CASES]`.

Counts rows that are as the certain evidence has them, rows left open, and rows that are wrong and given as certain,
these by how the installment was repaid.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ledger.invented import invented, misses

SHAPES = (("all shown", False, 1), ("noise", True, 1), ("two loans", False, 2), ("two loans, noise", True, 2))


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    print(f"{'input':18} {'rows':>8} {'right':>8} {'open':>7} {'silent':>7}")
    for name, noise, loans in SHAPES:
        rows, open_, silent, hows = 0, 0, 0, Counter[str]()
        for seed in range(cases):
            case = invented(seed, noise=noise, loans=loans)
            rows += len(case.kinds)
            for miss in misses(case):
                silent += miss.silent
                open_ += not miss.silent
                if miss.silent:
                    hows[f"{miss.how}: {miss.wanted.state} as {miss.row.state} (case {seed})"] += 1
        print(f"{name:18} {rows:8} {1 - (open_ + silent) / rows:8.2%} {open_:7} {silent:7}")
        for how, count in hows.most_common():
            print(f"    {count} {how}")


if __name__ == "__main__":
    main()
