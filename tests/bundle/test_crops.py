"""The crops of a finding show every sort of document that it rests on."""

from __future__ import annotations

from dataclasses import replace

from lehua_desktop.bundle.crops import chosen, cut_out
from lehua_desktop.bundle.originals import Originals
from lehua_desktop.bundle.plan import BundlePlan, plan_bundle
from lehua_desktop.bundle.story import tell
from lehua_desktop.bundle.wording import numbers_of
from lehua_desktop.core.model import Source
from lehua_desktop.core.page import Box
from tests.bundle.made import made_case

BOX = Box(40, 40, 200, 60)


def with_sources(*sources: Source) -> BundlePlan:
    case = made_case()
    finding = replace(case.timeline.findings[0], sources=sources)
    return plan_bundle(replace(case, timeline=replace(case.timeline, findings=(finding,))))


def test_report_and_due_day_are_shown_beside_many_payments() -> None:
    payments = [Source(4, 0, replace(BOX, y0=40 - n)) for n in range(8)]
    plan = with_sources(*payments, Source(5, 0, BOX), Source(7, 0, BOX), Source(1, 0, BOX), Source(6, 0))
    (finding,) = plan.request.timeline.findings
    assert [source.evidence for source in chosen(finding, plan)] == [1, 4, 4, 4, 4, 7]
    assert chosen(finding, plan)[1:5] == payments[3::-1]
    with Originals() as originals:
        assert set(cut_out(plan, tell(plan), originals)) == set(chosen(finding, plan))


def test_places_are_named_in_the_order_of_the_exhibits() -> None:
    plan = with_sources()
    assert numbers_of((Source(7), Source(5, 1), Source(1), Source(5), Source(99)), plan).zh == "证据1-1、2-5、3-1"
