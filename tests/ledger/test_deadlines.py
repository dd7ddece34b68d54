import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehua_desktop.casebook.law import periods
from lehua_desktop.casebook.workdays import ChineseWorkdays
from lehua_desktop.core.filing import Deadline, Filing, FilingState, Outlook, Reply, Route, Standing
from lehua_desktop.core.model import Proof, ReportProof, Timeline
from lehua_desktop.ledger.deadlines import last_day, look_ahead
from tests.ledger.made import TODAY, day, loan, proof, report, timeline

WORKDAYS = ChineseWorkdays()
EMPTY = Timeline()


def filing(
    route: Route, sent: str, id_: int = 1, accepted: str = "", replied: str = "", reply: Reply | None = None
) -> Filing:
    """One entry; days that are left out are not known."""
    days = [day(text) if text else None for text in (accepted, replied)]
    return Filing(route, day(sent), id_, accepted=days[0], replied=days[1], reply=reply)


def ahead(
    *filings: Filing, today: str = "2026-11-23", of: Timeline = EMPTY, reports: tuple[ReportProof, ...] = ()
) -> Outlook:
    return look_ahead(filings, periods(), of, reports, WORKDAYS, day(today))


def only(*filings: Filing, today: str) -> FilingState:
    return ahead(*filings, today=today).filings[0]


def deadline(state: FilingState, key: str) -> Deadline:
    return next(item for item in state.deadlines if item.key == key)


def said(item: Deadline) -> str:
    return "".join(note.zh for note in item.notes)


# --- counting --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "begins", "last", "moved"),
    [
        ("objection_answer", "2026-11-05", "2026-11-25", None),
        ("objection_answer", "2026-09-11", "2026-10-01", "2026-10-08"),  # National Day
        ("objection_answer", "2026-09-17", "2026-10-07", "2026-10-08"),
        ("objection_answer", "2026-09-20", "2026-10-10", None),  # a Saturday on which people work
        ("objection_answer", "2026-01-26", "2026-02-15", "2026-02-24"),  # Spring Festival
        ("objection_answer", "2026-02-08", "2026-02-28", None),  # the make-up Saturday after it
        ("pboc_answer", "2026-01-31", "2026-03-02", None),  # over the end of a short month
        ("pboc_answer", "2024-01-31", "2024-03-01", None),  # over a leap day
        ("pboc_material", "2026-11-02", "2026-11-16", None),
        ("pboc_material", "2026-02-09", "2026-02-28", None),  # nine days off, two Saturdays worked
        ("pboc_material", "2026-09-28", "2026-10-16", None),  # the make-up Saturday counts
        ("damages", "2024-02-29", "2027-02-28", None),
        ("retention", "2023-07-31", "2028-07-31", None),
    ],
)
def test_a_period_counts_from_the_next_day(key: str, begins: str, last: str, moved: str | None) -> None:
    assert last_day(day(begins), periods()[key], WORKDAYS)[:2] == (day(last), day(moved) if moved else None)


def test_a_day_in_a_year_without_published_holidays_is_said_to_be_unsure() -> None:
    state = only(filing(Route.BUREAU, "2026-12-20"), today="2026-12-21")
    item = deadline(state, "objection_answer")
    assert (item.day, item.moved) == (day("2027-01-09"), day("2027-01-11"))
    assert "2027年的放假安排尚未公布，此日期未计调休。" in said(item)
    assert "2027年的放假安排" not in said(
        deadline(only(filing(Route.BUREAU, "2026-12-11"), today="2026-12-21"), item.key)
    )


def test_a_day_off_is_shown_with_the_next_working_day_and_neither_is_claimed() -> None:
    on_holiday = filing(Route.BUREAU, "2026-09-11")
    item = deadline(only(on_holiday, today="2026-10-05"), "objection_answer")
    assert item.state == "running"
    assert "请以机构说明为准" in said(item)
    state = only(on_holiday, today="2026-10-05")
    assert state.standing is Standing.WAITING
    assert "2026-10-01" in state.message.zh
    assert "2026-10-08" in state.message.zh
    assert deadline(only(on_holiday, today="2026-10-08"), "objection_answer").state == "running"
    assert deadline(only(on_holiday, today="2026-10-09"), "objection_answer").state == "passed"


# --- how an entry stands ---------------------------------------------------------------------------------


def test_the_day_of_receipt_counts_where_it_is_known() -> None:
    from_sent = deadline(only(filing(Route.BUREAU, "2026-11-02"), today="2026-11-03"), "objection_answer")
    received = deadline(
        only(filing(Route.BUREAU, "2026-11-02", accepted="2026-11-04"), today="2026-11-05"), "objection_answer"
    )
    assert (from_sent.day, received.day) == (day("2026-11-22"), day("2026-11-24"))
    assert "从提交日算起" in said(from_sent)
    assert "从提交日算起" not in said(received)


@pytest.mark.parametrize(
    ("today", "standing", "words"),
    [
        ("2026-11-05", Standing.WAITING, "还有11天"),
        ("2026-11-16", Standing.WAITING, "今天是最后一天"),
        ("2026-11-17", Standing.EXTENDED, "一般期限2026-11-16已过1天，没有登记答复"),
        ("2026-12-02", Standing.EXTENDED, "2026-12-31"),
        ("2027-01-01", Standing.PASSED, "期限2026-12-31已过1天，没有登记答复"),
    ],
)
def test_a_complaint_to_the_lender_has_three_times(today: str, standing: Standing, words: str) -> None:
    state = only(filing(Route.LENDER, "2026-11-01"), today=today)
    assert [item.day.isoformat() for item in state.deadlines] == ["2026-11-16", "2026-12-01", "2026-12-31"]
    assert state.standing is standing
    assert words in state.message.zh


def test_a_complaint_to_the_peoples_bank_waits_for_its_acceptance() -> None:
    sent = filing(Route.PBOC, "2026-11-02")
    assert [item.key for item in only(sent, today="2026-11-10").deadlines] == ["pboc_material"]
    late = only(sent, today="2026-11-17")
    assert late.standing is Standing.PASSED
    assert "没有登记受理" in late.message.zh
    accepted = only(replace(sent, accepted=day("2026-11-16")), today="2026-11-17")
    assert deadline(accepted, "pboc_material").state == "met"
    assert deadline(accepted, "pboc_answer").day == day("2026-12-16")
    assert accepted.standing is Standing.WAITING


@pytest.mark.parametrize(("replied", "state"), [("2026-11-25", "met"), ("2026-11-26", "met_late")])
def test_a_reply_is_in_time_until_the_last_day(replied: str, state: str) -> None:
    answered = only(filing(Route.BUREAU, "2026-11-05", replied=replied, reply=Reply.REFUSED), today="2026-11-30")
    assert answered.standing is Standing.ANSWERED
    assert deadline(answered, "objection_answer").state == state
    assert ("晚1天" in answered.message.zh) == (state == "met_late")


def test_an_answer_in_ordinary_time_needs_no_longer_one() -> None:
    answered = only(filing(Route.LENDER, "2026-11-01", replied="2026-11-10", reply=Reply.CORRECTED), today="2026-11-30")
    assert [item.key for item in answered.deadlines] == ["lender_answer"]


def test_a_request_for_more_material_is_no_answer() -> None:
    asked = only(filing(Route.BUREAU, "2026-11-05", replied="2026-11-10", reply=Reply.MORE_WANTED), today="2026-11-12")
    assert asked.standing is Standing.WAITING
    assert asked.message.zh.startswith("对方要求补充材料")


def test_what_was_not_compared_with_the_law_says_so() -> None:
    item = deadline(only(refused(Route.LENDER, "2026-11-01"), today="2026-11-22"), "ask_review")
    assert item.day == day("2026-12-20")
    assert "没有核对过条文原文" in said(item)
    assert item.basis is not None
    assert item.basis.zh.endswith("未核对原文）")
    for period in periods().values():
        assert period.confirmed or period.key in ("ask_review", "review_answer")


def test_a_review_that_was_asked_for_meets_its_day() -> None:
    complaint = filing(Route.LENDER, "2026-11-01", replied="2026-11-10", reply=Reply.REFUSED)
    outlook = ahead(complaint, filing(Route.REVIEW, "2026-11-20", 2), today="2026-12-20")
    assert deadline(outlook.filings[0], "ask_review").state == "met"


def test_a_route_without_a_period_says_that_none_is_known() -> None:
    state = only(filing(Route.OTHER, "2026-11-01"), today="2027-01-01")
    assert (state.standing, state.deadlines) == (Standing.NO_PERIOD, ())


def test_an_entry_of_the_future_and_of_long_ago_are_both_reckoned() -> None:
    assert "还有57天" in only(filing(Route.BUREAU, "2026-12-30"), today="2026-11-23").message.zh
    assert only(filing(Route.BUREAU, "1999-12-31"), today="2026-11-23").standing is Standing.PASSED


# --- other days ------------------------------------------------------------------------------------------

LOAN = loan(3, cutoff="24:00")
LATE = timeline([proof(1, "2023-01-10"), proof(2, "2023-02-25"), proof(3, "2023-03-10")], LOAN)


def with_report(months: dict[str, str], *proofs: Proof) -> Outlook:
    shown = report(LOAN, months)
    made = timeline(proofs, LOAN, reports=[shown])
    return look_ahead((), periods(), made, [shown], WORKDAYS, TODAY)


def test_a_late_installment_tells_when_its_record_must_be_gone() -> None:
    (item,) = ahead(of=LATE).days
    assert (item.key, item.day, item.month, item.installment) == ("retention", day("2028-02-25"), "2023-02", 2)
    assert item.basis is not None
    assert "第十六条" in item.basis.zh


def test_a_record_ends_with_the_payment_that_ended_it() -> None:
    found = with_report({"2023-02": "1"}, proof(1, "2023-01-10"), proof(2, "2023-03-02"), proof(3, "2023-03-10"))
    (item,) = [d for d in found.days if d.key == "retention"]
    assert (item.day, item.month) == (day("2028-03-02"), "2023-02")


def test_an_older_gap_moves_no_day_where_the_report_calls_the_month_between_clean() -> None:
    shown = report(LOAN, {"2023-03": "1"})  # 2023-02 is N; of installment 1 no proof is there
    made = timeline((proof(2, "2023-02-09"), proof(3, "2023-03-12")), LOAN, reports=[shown])
    found = look_ahead((), periods(), made, [shown], WORKDAYS, TODAY)
    (item,) = [d for d in found.days if d.key == "retention"]
    assert (item.day, item.month) == (day("2028-03-12"), "2023-03")
    said_of_it = [f.message.zh for f in made.findings if f.rule == "true_overdue"]
    assert ["2028-03-12" in text for text in said_of_it] == [True]  # finding and calendar say the same


def test_a_second_month_of_one_overdue_ends_with_its_oldest_installment() -> None:
    found = with_report(
        {"2023-02": "1", "2023-03": "2"},
        proof(1, "2023-01-10"),
        proof(2, "2023-04-01", periods=[2]),
        proof(3, "2023-03-10", periods=[3]),
    )
    days = {d.month: d.day for d in found.days if d.key == "retention"}
    assert days == {"2023-02": day("2028-04-01"), "2023-03": day("2028-04-01")}


def test_a_record_whose_end_is_not_known_gets_no_day() -> None:
    found = with_report({"2023-02": "1", "2023-03": "2"}, proof(1, "2023-01-10"))
    assert [d for d in found.days if d.key == "retention"] == []
    assert ["2023-02" in found.open_ended[0].zh, "2023-03" in found.open_ended[1].zh] == [True, True]


def test_a_disputed_record_says_that_nobody_need_wait() -> None:
    found = with_report({"2023-02": "1"}, proof(1, "2023-01-08"), proof(2, "2023-02-08"), proof(3, "2023-03-08"))
    item = next(d for d in found.days if d.key == "retention")
    assert "可以先请求更正" in said(item)
    damages = next(d for d in found.days if d.key == "damages")
    assert damages.day == day("2027-02-01")  # three years after the report


def test_only_due_days_that_lie_ahead_and_are_open_are_told() -> None:
    made = timeline([proof(1, "2023-01-10")], LOAN, today=day("2023-02-10"))
    found = look_ahead((), periods(), made, (), WORKDAYS, day("2023-02-10"))
    assert [(d.installment, d.day) for d in found.days] == [(2, day("2023-02-10")), (3, day("2023-03-10"))]
    assert len({d.uid for d in found.days}) == 2


def test_free_reports_are_counted_by_the_year_and_never_below_none() -> None:
    looks = [
        filing(Route.REPORT, d, k) for k, d in enumerate(("2025-12-31", "2026-01-01", "2026-03-01", "2026-04-01"), 1)
    ]
    assert (ahead(*looks[:1]).free.left, ahead(*looks[:2]).free.left, ahead(*looks).free.left) == (2, 1, 0)


def test_a_report_of_the_case_counts_only_if_the_person_says_so() -> None:
    shown = report(LOAN, {}, on="2026-05-04")
    assert ahead(reports=(shown,)).free.uncounted == (day("2026-05-04"),)
    counted = ahead(filing(Route.REPORT, "2026-05-04"), reports=(shown,)).free
    assert (counted.used, counted.uncounted) == (1, ())


# --- what comes next -------------------------------------------------------------------------------------


def test_a_contradiction_goes_to_the_lender_first() -> None:
    found = with_report({"2023-02": "1"}, proof(1, "2023-01-08"), proof(2, "2023-02-08"), proof(3, "2023-03-08"))
    assert found.steps[0].route is Route.LENDER


def test_a_true_overdue_is_not_sent_to_anybody() -> None:
    found = with_report({"2023-02": "1"}, proof(1, "2023-01-08"), proof(2, "2023-02-25"), proof(3, "2023-03-08"))
    assert found.steps[0].route is None


def refused(route: Route, sent: str) -> Filing:
    return filing(route, sent, replied="2026-11-20", reply=Reply.REFUSED)


@pytest.mark.parametrize(
    ("entries", "routes"),
    [
        ([filing(Route.LENDER, "2026-11-15")], [None, Route.BUREAU]),
        ([filing(Route.LENDER, "2026-11-01")], [Route.BUREAU, Route.REGULATOR]),
        ([refused(Route.LENDER, "2026-11-01")], [Route.BUREAU]),
        ([filing(Route.LENDER, "2026-11-01"), filing(Route.BUREAU, "2026-11-20", 2)], [None]),
        ([refused(Route.BUREAU, "2026-11-01")], [Route.PBOC]),
        ([filing(Route.BUREAU, "2026-10-01")], [Route.PBOC]),
        ([filing(Route.BUREAU, "2026-11-01", replied="2026-11-03", reply=Reply.NOT_ACCEPTED)], [Route.BUREAU]),
        ([filing(Route.BUREAU, "2026-11-01", replied="2026-11-03", reply=Reply.MORE_WANTED)], [None]),
        ([filing(Route.BUREAU, "2026-11-01", replied="2026-11-03", reply=Reply.CORRECTED)], [Route.REPORT]),
        ([filing(Route.PBOC, "2026-11-02")], [None]),
        ([filing(Route.PBOC, "2026-11-02", replied="2026-11-10", reply=Reply.NOT_ACCEPTED)], [Route.PBOC]),
        (
            [
                filing(Route.LENDER, "2026-10-01", replied="2026-10-10", reply=Reply.CORRECTED),
                filing(Route.BUREAU, "2026-11-20", 2),
            ],
            [None],
        ),
        (
            [
                filing(Route.BUREAU, "2026-10-01", replied="2026-10-10", reply=Reply.CORRECTED),
                filing(Route.REPORT, "2026-11-20", 2),
            ],
            [None],
        ),
        ([filing(Route.PBOC, "2026-09-02", accepted="2026-09-10")], [Route.COURT]),
        ([filing(Route.COURT, "2026-11-20")], [None]),
        ([filing(Route.OTHER, "2026-11-20")], [Route.REPORT]),
    ],
)
def test_each_route_comes_after_the_one_before_it(entries: list[Filing], routes: list[Route | None]) -> None:
    assert [step.route for step in ahead(*entries).steps] == routes


def test_every_sentence_stands_in_both_languages_and_promises_nothing() -> None:
    outlook = ahead(
        refused(Route.LENDER, "2026-10-01"),
        filing(Route.BUREAU, "2026-09-11", 2),
        filing(Route.PBOC, "2026-12-20", 3),
        of=LATE,
    )
    sentences = [state.message for state in outlook.filings] + [note for item in outlook.days for note in item.notes]
    sentences += [words for step in outlook.steps for words in (step.message, step.why)]
    for words in sentences:
        assert words.zh
        assert words.en
        assert not any(word in words.zh for word in ("一定会", "保证", "违法", "违规"))


# --- whatever is typed -----------------------------------------------------------------------------------

DAYS = st.dates(day("2019-06-01"), day("2031-06-01"))
ENTRIES = st.builds(
    Filing,
    route=st.sampled_from(Route),
    sent=DAYS,
    id=st.integers(1, 99),
    accepted=st.none() | DAYS,
    replied=st.none() | DAYS,
    reply=st.none() | st.sampled_from(Reply),
)


@given(st.lists(ENTRIES, max_size=6, unique_by=lambda entry: entry.id), DAYS)
def test_any_entries_give_days_that_hold_and_sentences(entries: list[Filing], on: dt.date) -> None:
    outlook = look_ahead(entries, periods(), LATE, (), WORKDAYS, on)
    assert len(outlook.filings) == len(entries)
    assert outlook.steps
    every = [item for state in outlook.filings for item in state.deadlines]
    assert len({item.uid for item in (*every, *outlook.days)}) == len(every) + len(outlook.days)
    for item in every:
        last = item.moved or item.day
        assert WORKDAYS.is_working_day(last)
        assert last >= item.day
        if item.state in ("running", "passed"):
            assert (item.state == "running") == (on <= last)
        assert (last.year > WORKDAYS.last_year) == ("放假安排尚未公布" in said(item))
    for words in [state.message for state in outlook.filings] + [step.message for step in outlook.steps]:
        assert words.zh
        assert words.en
        assert "None" not in words.zh + words.en
