"""Entries and days as lines of a list."""

from __future__ import annotations

from ...core.filing import Deadline, FilingState, Outlook, Reply, Standing
from ...ledger.filing_words import REPLIES, ROUTES
from ..controller import Controller
from ..findings.model import Verdict
from ..findings.verdicts import VerdictModel

_ICONS = {
    Standing.WAITING: "waiting",
    Standing.EXTENDED: "look",
    Standing.PASSED: "look",
    Standing.ANSWERED: "note",
    Standing.NO_PERIOD: "note",
}
SOON = 7  # days before the last one from which on a day is marked


class FilingsModel(VerdictModel):
    """Complaints, objections and looks at the report, the newest first."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.states: list[FilingState] = []

    def show_outlook(self, outlook: Outlook) -> None:
        self.states = list(reversed(outlook.filings))
        self.take([self._line(state) for state in self.states])

    def _line(self, state: FilingState) -> Verdict:
        say, filing = self._controller.say, state.filing
        title = " · ".join(
            text for text in (say(ROUTES[filing.route]), filing.institution, filing.sent.isoformat()) if text
        )
        lines = [self.tr("Case number: {text}").format(text=filing.reference)] if filing.reference else []
        lines += [f"{item.day}  {say(item.name)}" for item in state.deadlines]
        lines += dict.fromkeys(say(note) for item in state.deadlines for note in item.notes)
        if filing.reply:
            lines.append(self.tr("Answer: {kind}").format(kind=say(REPLIES[filing.reply])))
        if filing.reply_text:
            lines.append(filing.reply_text)
        bases = dict.fromkeys(say(item.basis) for item in state.deadlines if item.basis)
        answered = state.standing is Standing.ANSWERED
        icon = "ok" if answered and filing.reply is Reply.CORRECTED else _ICONS[state.standing]
        return Verdict(title, say(state.message), icon, arithmetic=tuple(lines), refuted="\n".join(bases))


class DaysModel(VerdictModel):
    """Days that lie ahead, the next one first; then what is over, and what has no day yet."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller

    def show_outlook(self, outlook: Outlook) -> None:
        days = sorted(outlook.days, key=lambda item: item.state != "running")
        lines = [self._line(item) for item in days]
        say = self._controller.say
        lines += [Verdict(self.tr("Day not known"), say(words), "unproven") for words in outlook.open_ended]
        self.take(lines)

    def _line(self, item: Deadline) -> Verdict:
        say = self._controller.say
        left = (item.day - self._controller.today).days
        rest = self.tr("%n day(s) left", "", left) if left > 0 else self.tr("today") if left == 0 else self.tr("over")
        gone = "ok" if item.kind == "retention" else "look"  # of a record it is good news, of a claim it is not
        icon = "look" if 0 <= left <= SOON else "note" if item.state == "running" else gone
        basis = say(item.basis) if item.basis else ""
        notes = tuple(say(note) for note in item.notes)
        name = say(item.name)
        return Verdict(f"{item.day} · {rest}", name[:1].upper() + name[1:], icon, arithmetic=notes, refuted=basis)


def next_day(outlook: Outlook) -> Deadline | None:
    """The next day on which something ends that the person should know of."""
    return next((item for item, _ in outlook.ahead() if item.kind != "retention"), None)
