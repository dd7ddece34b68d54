"""The status of one payment: the page's word on whether the money arrived."""

from __future__ import annotations

from ..core.model import Check, Look, Read, Status
from .certainty import judge
from .glyphs import packed
from .labels import Field
from .pairs import Sheet, unmarked
from .payment_amount import Found, labelled_amounts
from .payment_day import times_on
from .wording import is_receipt, never_success, no_proof, status_guessed, status_said


def status_on(sheet: Sheet, big: Found | None) -> Read[Status]:
    """The page's word on whether the money arrived; the unfavourable one where several stand there."""
    texts = sheet.texts
    labelled = [p.value for p in sheet.values(Field.STATUS)]
    short = [p for p in labelled if p is not None]
    short += [p for piece in sheet.loose if len(packed((p := unmarked(piece)).text)) <= 14]
    said = [(word.status, word.sure, piece) for piece in short if (word := status_said(piece.text))]
    said = said or [(word.status, word.sure, piece) for piece in short if (word := status_guessed(piece.text))]
    forbidden = any(never_success(t) for t in texts) or never_success("".join(texts))
    for wanted in (Status.REFUNDED, Status.FAILED, Status.PENDING, Status.SUCCESS):
        words = [s for s in said if s[0] is wanted]
        if not words:
            continue
        if wanted is Status.SUCCESS and forbidden:
            return judge(Status.PENDING, words[0][2], Check(Look.LABEL, agrees=False))
        others = {s for s, _, _ in said if s is not wanted}
        if wanted in (Status.FAILED, Status.PENDING) and Status.SUCCESS in others and not forbidden:
            # Two words against each other: the labelled one or the tallest, and a person has to look.
            loudest = max(said, key=lambda s: (s[2] in labelled, s[2].box.height))
            return judge(loudest[0], loudest[2], Check(Look.LABEL, agrees=False))
        sure = all(w[1] for w in words) and len({s for s, _, p in said if p in labelled}) < 2
        return judge(wanted, words[0][2], Check(Look.LABEL, agrees=sure), closed=True)
    if forbidden:
        return judge(Status.PENDING, None, Check(Look.LABEL, agrees=False))
    joined = "".join(packed(t) for t in texts)
    if is_receipt(joined):
        title = next((p for row in sheet.rows for p in row if is_receipt(p.text)), None)
        return judge(Status.SUCCESS, title, Check(Look.LABEL, agrees=not no_proof(joined)), closed=True)
    shown = big or next((f for f in labelled_amounts(sheet, Field.PAID, Field.AMOUNT)), None)
    if shown is not None and (shown.amount.negative or times_on(sheet)) and not shown.amount.plus:
        # A booked payment without a word on it: most likely done, and never certain.
        return judge(Status.SUCCESS, shown.piece, Check(Look.LABEL, agrees=False))
    return Read(None, certain=False)
