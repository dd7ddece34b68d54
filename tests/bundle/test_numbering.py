"""Exhibit numbers that were given out can be kept."""

from __future__ import annotations

from dataclasses import replace

from lehua_desktop.bundle.numbering import number_exhibits
from lehua_desktop.bundle.plan import numbers_of, plan_bundle
from tests.bundle.made import made_case


def test_without_kept_numbers_they_run_from_one() -> None:
    assert number_exhibits([[5, 3], [9]], {}) == [(1, [(5, "1-1"), (3, "1-2")]), (2, [(9, "2-1")])]


def test_what_came_in_between_gets_a_letter_and_what_came_last_the_next_number() -> None:
    kept = {5: "1-1", 3: "1-2"}
    assert number_exhibits([[5, 7, 8, 3, 6]], kept) == [
        (1, [(5, "1-1"), (7, "1-1a"), (8, "1-1b"), (3, "1-2"), (6, "1-3")])
    ]


def test_what_came_before_all_others_takes_the_next_number() -> None:
    assert number_exhibits([[7, 5]], {5: "1-1"}) == [(1, [(5, "1-1"), (7, "1-2")])]


def test_a_number_is_not_given_twice() -> None:
    kept = {5: "1-1", 3: "1-2", 4: "1-1a", 2: "1-3"}
    assert number_exhibits([[5, 7, 3, 9]], kept) == [(1, [(5, "1-1"), (7, "1-1b"), (3, "1-2"), (9, "1-4")])]


def test_a_new_group_takes_a_number_that_no_group_had() -> None:
    kept = {1: "1-1", 2: "2-1"}
    assert number_exhibits([[1], [7], [2]], kept) == [(1, [(1, "1-1")]), (3, [(7, "3-1")]), (2, [(2, "2-1")])]


def test_an_exhibit_that_changed_its_group_is_numbered_anew() -> None:
    kept = {1: "1-1", 2: "1-2", 3: "2-1"}
    assert number_exhibits([[1], [2, 3]], kept) == [(1, [(1, "1-1")]), (2, [(3, "2-1"), (2, "2-2")])]


def test_a_late_insertion_keeps_or_renumbers_as_asked() -> None:
    case = made_case()
    before = numbers_of(replace(case, exhibits=tuple(s for s in case.exhibits if s.evidence != 3)))
    kept = numbers_of(replace(case, numbers=tuple(before.items()), keep_numbers=True))
    assert {evidence: kept[evidence] for evidence in before} == before
    assert kept[3] == "2-1a"
    assert numbers_of(replace(case, numbers=tuple(before.items()))) == numbers_of(case)


def test_a_court_gets_five_groups_and_a_copy_for_each_side() -> None:
    case = made_case(route="court")
    others = (
        replace(case.exhibits[8], evidence=10, name="异议回复函.xyz"),
        replace(case.exhibits[8], evidence=11, name="拒贷通知.xyz"),
        replace(case.exhibits[8], evidence=12, name="借款合同.xyz"),
    )
    plan = plan_bundle(replace(case, exhibits=(*case.exhibits[:8], *others), defendants=2))
    assert [(group.number, group.name.zh) for group in plan.groups] == [
        (1, "合同关系"),
        (2, "履行（还款）事实"),
        (3, "征信记载"),
        (4, "异议、投诉与被告过错"),
        (5, "损害与因果关系"),
    ]
    assert plan.copies == 3
    assert [exhibit.source.evidence for exhibit in plan.groups[0].exhibits] == [1, 12]
