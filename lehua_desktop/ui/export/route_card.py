"""What a route is: who receives the bundle, how long they may take, what is needed, on which rules it rests."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ...bundle.routes import Route
from ..controller import Controller
from ..widgets import PushButton, label


class RouteCard(QFrame):
    """Two lines at once, the rest on request."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller
        self.setProperty("role", "notice")
        self.brief = label(wrap=True)
        self.full = label(wrap=True)
        self.more = PushButton("", self._toggle, "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 10, 6)
        for words in (self.brief, self.full):
            words.setContentsMargins(
                4, 0, 0, 0
            )  # in line with the words of the link below, which has room for its ring
        layout.setSpacing(4)
        layout.addWidget(self.brief)
        layout.addWidget(self.full)
        layout.addWidget(self.more)
        self.full.hide()
        self._name()

    def show_route(self, route: Route) -> None:
        """Another route."""
        say = self._controller.say
        loans = self._controller.timeline().loans
        lender = next((loan.lender for loan in loans if loan.lender), None)
        route = route.for_lender(lender)
        self.brief.setText(
            self.tr("Goes to: {who}\nTime limit: {deadline}").format(
                who=say(route.addressed_to(lender)), deadline=say(route.deadline)
            )
        )
        needs = "\n".join(f"· {say(need)}" for need in route.needs)
        rules = "\n".join(
            "· " + self.tr("{rule} (checked on {day})").format(rule=say(rule.name), day=rule.checked_on)
            for rule in route.rules
        )
        self.full.setText(
            self.tr(
                "You need:\n{needs}\n{after}\nIt rests on:\n{rules}\nFree of charge. This is no legal advice."
            ).format(needs=needs, after=say(route.after), rules=rules)
        )

    def _toggle(self) -> None:
        self.full.setVisible(self.full.isHidden())
        self._name()

    def _name(self) -> None:
        self.more.setText(self.tr("What you need, and the law") if self.full.isHidden() else self.tr("Less"))
