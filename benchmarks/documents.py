"""How well documents of layouts of our own are read: `python benchmarks/documents.py [--papers | --held-out] [--show]`.

Draws documents from a seed, reads them through the whole pipeline, and counts, for each kind and each condition:

- `files`, `kind` (the kind of document was right);
- `paid`: payments about the loan that the truth has; `found` with day, amount and status; `sure`: found and certain,
  of those that the page tells in full;
- `silent`: certain and wrong, the worst that can happen; `extra`: not in the truth, certain or not;
- `rows` and `months`: rows of plans, overdue months of reports, and how many of them were found.

Reading is slow, so `--readings DIR` keeps what the engines saw; facts are drawn from it anew each time.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import msgspec

from lehua_desktop.casebook import derive
from lehua_desktop.cli import documents as answers
from lehua_desktop.cli.pipeline import Result
from lehua_desktop.core.facts import Context
from lehua_desktop.core.page import FileReading
from lehua_desktop.reading.desk import ReadingDesk, ReadingTicket
from tests.documents import Document, TrueAccount, TruePayment, sets

Counts = collections.Counter[str]
COLUMNS = ("files", "kind", "paid", "found", "sure", "silent", "extra", "rows", "rows found", "months", "months found")
AHEAD = 6
TODAY = dt.date(2026, 10, 1)  # after every day that is drawn


def readings(
    named: Iterable[tuple[str, Document]], keep: Path | None, again: bool
) -> Iterator[tuple[str, Document, FileReading]]:
    """Each document with what the engines saw on it."""
    waiting: collections.deque[tuple[str, Document, Path | None, ReadingTicket | FileReading]] = collections.deque()

    def finished() -> tuple[str, Document, FileReading]:
        name, document, kept, ticket = waiting.popleft()
        if isinstance(ticket, FileReading):
            return name, document, ticket
        reading = ticket.result()
        if kept is not None and not reading.failed:
            kept.write_bytes(msgspec.json.encode(reading))
        return name, document, reading

    with ReadingDesk() as desk:
        for name, document in named:
            kept = keep / f"{hashlib.sha256(document.data).hexdigest()[:24]}.json" if keep else None
            if kept is not None and kept.exists() and not again:
                known = msgspec.json.decode(kept.read_bytes(), type=FileReading)
                waiting.append((name, document, kept, known))
            else:
                waiting.append((name, document, kept, desk.read(name, document.data)))
            if len(waiting) >= AHEAD:
                yield finished()
        while waiting:
            yield finished()


def said_by(name: str, reading: FileReading, today: dt.date) -> dict[str, Any]:
    """What the command line would say of the file."""
    facts = derive(reading.pages, Context(today)) if reading.pages else None
    failed = {item.page: item.fault for item in reading.failed}
    result = Result(name, "", reading.page_count, reading.pages, facts, reading.fault, failed)
    return dict(answers.file_document(result, "zh"))


def matches(true: TruePayment, said: dict[str, Any]) -> bool:
    """The same movement; where the page does not give the day, the amount or the status, nothing may be certain."""
    return (
        (said["date"] == true.day.isoformat() if true.day else not said["certain"])
        and (said["amount_fen"] == true.amount.fen if true.amount else not said["certain"])
        and (said["status"] == true.status.value if true.status else not said["certain"])
    )


def _take(said: list[dict[str, Any]], true: TruePayment) -> dict[str, Any] | None:
    hit = next((item for item in said if matches(true, item)), None)
    if hit is not None:
        said.remove(hit)
    return hit


def score(document: Document, said: dict[str, Any]) -> tuple[Counts, list[str]]:
    """Counts, and a line for each miss."""
    truth, counts, misses = document.truth, Counts(files=1), list[str]()
    counts["kind"] += said.get("kind") == truth.kind.value
    if said.get("kind") != truth.kind.value:
        misses.append(f"kind {said.get('kind')}, not {truth.kind.value} {(said.get('error') or {}).get('problem', '')}")
    payments = said.get("payments") or []
    left = [item for item in payments if item["about_loan"]]
    others = [item for item in payments if not item["about_loan"]]
    for true in truth.payments:
        if not true.about_loan:
            counts["other"] += 1
            counts["other found"] += _take(others, true) is not None
            continue
        whole = None not in (true.day, true.amount, true.status)
        hit = _take(left, true)
        counts.update({"paid": 1, "found": hit is not None, "whole": whole})
        counts["sure"] += hit is not None and whole and bool(hit["certain"])
        if hit is None:
            misses.append(f"missed {true.day} {true.amount} {true.status}")
        elif whole and not hit["certain"]:
            misses.append(f"unsure {true.day} {true.amount} {true.status}")
    for item in left:
        counts.update({"extra": 1, "silent": bool(item["certain"])})
        word = "SILENT" if item["certain"] else "extra"
        misses.append(f"{word} {item['date']} {item['amount_fen']} {item['status']}")
    for item in others:
        counts["other wrong"] += bool(item["certain"])
        misses.append(f"other {item['date']} {item['amount_fen']} {item['status']} certain {item['certain']}")
    rows = [((row.number, row.due.isoformat(), row.amount.fen)) for row in truth.plan]
    _score_rows(
        "rows", rows, [((r["number"], r["due"], r["amount_fen"]), r) for r in said.get("plan") or []], counts, misses
    )
    months = [(month.month, month.code) for month in truth.overdue]
    _score_rows("months", months, [((m["month"], m["code"]), m) for m in said.get("overdue") or []], counts, misses)
    told = list((said.get("report") or {}).get("accounts") or [])
    for account in truth.accounts:
        if account.card:
            continue
        true_account = _account(account)
        same = next((item for item in told if item.items() >= true_account.items()), None)
        counts.update({"accounts": 1, "accounts found": same is not None})
        if same is None:
            misses.append(f"account: missed {true_account}")
        else:
            told.remove(same)
    if truth.settled_on is not None:
        counts["settled"] += 1
        counts["settled found"] += (said.get("settlement") or {}).get("settled_on") == truth.settled_on.isoformat()
    return counts, misses


def _account(account: TrueAccount) -> dict[str, Any]:
    """What the answer must hold of an account of a credit report."""
    told = {
        "lender": account.lender,
        "opened": account.opened.isoformat(),
        "amount_fen": account.amount and account.amount.fen,
        "state": account.state,
        "settled_month": account.settled_month,
        "overdue_months": account.overdue_months,
        "as_of": account.as_of and account.as_of.isoformat(),
    }
    return {key: value for key, value in told.items() if value is not None}


def _score_rows(
    name: str, true: list[Any], said: list[tuple[Any, dict[str, Any]]], counts: Counts, misses: list[str]
) -> None:
    for row in true:
        hit = next((pair for pair in said if pair[0] == row), None)
        counts.update({name: 1, f"{name} found": hit is not None, f"{name} sure": bool(hit and hit[1]["certain"])})
        if hit is None:
            misses.append(f"{name}: missed {row}")
        else:
            said.remove(hit)
    for key, row in said:
        counts["silent"] += bool(row["certain"])
        misses.append(f"{name}: {'SILENT' if row['certain'] else 'extra'} {key}")


def papers(seed: int, held_out: bool) -> Iterator[Document]:
    if held_out:
        from tests.documents.held_out.papers import held_out_papers

        return held_out_papers(seed)
    from tests.documents import paper_sets

    return paper_sets.papers(seed)


def keep_file(folder: Path, name: str, document: Document) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(document.data)
    truth = msgspec.to_builtins(document.truth, enc_hook=str)
    (folder / f"{name}.truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), "utf-8")


def print_table(groups: dict[str, Counts]) -> None:
    print(f"{'':28}" + "".join(f"{name.replace(' found', ' ok'):>10}" for name in COLUMNS))
    for name, counts in groups.items():
        print(f"{name:28}" + "".join(f"{counts[column] or '':>10}" for column in COLUMNS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", action="store_true", help="statements, plans, certificates, reports; not screens")
    parser.add_argument("--held-out", action="store_true", help="the layouts that nobody develops with; sums only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=132)
    parser.add_argument("--only", default="", help="layouts whose name has this in it; not with --held-out")
    parser.add_argument("--longest", action="store_true", help="a history of 60,000 px too")
    parser.add_argument("--show", action="store_true", help="name each miss; not with --held-out")
    parser.add_argument("--readings", type=Path, help="a folder that keeps what the engines saw")
    parser.add_argument("--again", action="store_true", help="read anew what the folder keeps")
    parser.add_argument("--write", type=Path, help="a folder that gets each file and its truth; not with --held-out")
    given = parser.parse_args()
    if given.readings:
        given.readings.mkdir(parents=True, exist_ok=True)

    def named() -> Iterator[tuple[str, Document]]:
        if given.papers:
            for number, paper in enumerate(papers(given.seed, given.held_out)):
                yield f"{number:04d}-{paper.layout}-{paper.condition}", paper
            return
        if given.longest:
            yield sets.longest(given.seed, held_out=given.held_out)
        yield from sets.documents(given.seed, given.count, held_out=given.held_out, only=given.only)

    kinds, conditions, layouts = ({}, {}, {})  # type: tuple[dict[str, Counts], dict[str, Counts], dict[str, Counts]]
    all_of = Counts()
    for name, document, reading in readings(named(), given.readings, given.again):
        counts, misses = score(document, said_by(name, reading, TODAY))
        all_of += counts
        kinds.setdefault(document.truth.kind.value, Counts()).update(counts)
        conditions.setdefault(document.condition, Counts()).update(counts)
        layouts.setdefault(document.layout, Counts()).update(counts)
        if given.write and not given.held_out:
            keep_file(given.write, name, document)
        if given.show and not given.held_out:
            for miss in misses:
                print(f"{name}: {miss}", flush=True)
    if not given.held_out:
        print_table(dict(sorted(layouts.items())))
    print_table({**dict(sorted(kinds.items())), **dict(sorted(conditions.items())), "all": all_of})
    print({name: count for name, count in sorted(all_of.items()) if count and name not in COLUMNS})


if __name__ == "__main__":
    main()
