"""Which route comes next: lender, objection, complaint to the People's Bank, court; each after the one before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..core.filing import FilingState, FreeReports, NextStep, Reply, Route, Standing
from ..core.model import Severity, Timeline
from ..core.words import Words

_WAITS = (Standing.WAITING, Standing.NO_PERIOD)
_WAIT = Words("等待答复。", "Wait for the answer. ")


def next_steps(
    states: Sequence[FilingState], timeline: Timeline, has_report: bool, free: FreeReports
) -> tuple[NextStep, ...]:
    """The next step first, then what may be done beside it."""
    return tuple(_steps({state.filing.route: state for state in states}, timeline, has_report, free))


def _steps(
    last: dict[Route, FilingState], timeline: Timeline, has_report: bool, free: FreeReports
) -> Iterator[NextStep]:
    look = last.get(Route.REPORT)
    last = {route: state for route, state in last.items() if route not in (Route.REPORT, Route.OTHER)}
    answers = [state for state in last.values() if state.standing is Standing.ANSWERED]
    newest = max(answers, key=lambda state: state.filing.replied or state.filing.sent, default=None)
    if newest and newest.filing.reply is Reply.CORRECTED and newest.filing.replied:
        since = newest.filing.replied
        if not any(state.filing.sent > since for state in last.values()):
            yield _compare() if look and look.filing.sent >= since else _look_again(free)
            return
    if not last:
        yield _first(timeline, has_report)
        return
    wanted = next((state for state in last.values() if state.filing.reply is Reply.MORE_WANTED), None)
    if wanted:
        yield NextStep(
            Words("按要求补交材料，并登记新的收到日。", "Hand in what is wanted, and enter the new day of receipt."),
            wanted.message,
        )
        return
    if Route.COURT in last:
        yield NextStep(
            Words("按法院的通知准备证据原件和副本。", "Prepare originals and copies as the court tells you."),
            last[Route.COURT].message,
        )
    elif Route.PBOC in last:
        yield _after_complaint(last[Route.PBOC])
    elif Route.BUREAU in last:
        yield _after_objection(last[Route.BUREAU])
    else:
        yield from _after_lender(last)


def _first(timeline: Timeline, has_report: bool) -> NextStep:
    severities = {finding.severity for finding in timeline.findings}
    if Severity.CONTRADICTION in severities:
        return NextStep(
            Words(
                "向放款机构或平台申诉，索取工单号。", "Complain to the lender or platform, and ask for a case number."
            ),
            Words(
                "信用报告与凭证有矛盾。先请对方核实并报送更正，同时索取结清证明；官方渠道都不收费。",
                "The report contradicts your evidence. Ask the lender to check and to report the correction, and for a "
                "settlement certificate. All official routes are free.",
            ),
            Route.LENDER,
        )
    if not has_report:
        return NextStep(
            Words("取得本人信用报告，加入档案。", "Get your own credit report and add it to the case."),
            Words(
                "没有报告就无法对照，也填不出异议的具体内容。",
                "Without it nothing can be compared, nor an objection be filled in.",
            ),
            Route.REPORT,
        )
    if timeline.missing or Severity.DOUBT in severities:
        return NextStep(
            Words("先补齐缺少的凭证，核对疑点。", "Fill the gaps first, and look at the doubts."),
            Words(
                "目前的材料还不足以指出报告哪里有错；时间线里写明了缺什么、去哪里取。",
                "What is there does not yet show where the report is wrong; the timeline says what is missing and where to get it.",
            ),
        )
    return NextStep(
        Words("目前没有需要提出异议的矛盾。", "There is no contradiction to object to at present."),
        Words(
            "真实的逾期不能要求删除，到期会自动消失；可以请求添加本人声明。",
            "A true overdue cannot be removed on request and goes by itself in time; you may add a statement of your own.",
        ),
    )


def _after_lender(last: dict[Route, FilingState]) -> Iterator[NextStep]:
    state = last.get(Route.REVIEW) or last.get(Route.LENDER) or last[Route.REGULATOR]
    object_ = Words("提出征信异议（征信中心或者信息提供者）。", "Object to the credit bureau or to the data provider.")
    if state.standing in _WAITS:
        yield NextStep(_WAIT, state.message)
        yield NextStep(
            object_,
            Words("不必等申诉有了结果，可以同时进行。", "It need not wait for the outcome of the complaint."),
            Route.BUREAU,
        )
        return
    yield NextStep(object_, state.message, Route.BUREAU)
    if state.standing in (Standing.PASSED, Standing.EXTENDED) and Route.REGULATOR not in last:
        yield NextStep(
            Words(
                "对机构的经营行为或收费，可以同时向金融监督管理机构反映（银行、消费金融公司、信托公司：12378）。",
                "Conduct and fees of the institution can be taken to the regulator as well (banks, consumer finance and "
                "trust companies: 12378).",
            ),
            Words("征信记录本身由人民银行主管。", "Credit records as such are the People's Bank's matter."),
            Route.REGULATOR,
        )


def _after_objection(state: FilingState) -> NextStep:
    if state.standing in _WAITS:
        return NextStep(_WAIT, state.message)
    if state.filing.reply is Reply.NOT_ACCEPTED:
        return _mend(Route.BUREAU)
    return NextStep(
        Words(
            "向被投诉机构所在地的人民银行分支机构提出征信投诉；也可以直接起诉。",
            "Complain to the branch of the People's Bank at the institution's place; or sue directly.",
        ),
        Words(
            state.message.zh + "附上异议申请、回执和答复。也可以请求添加本人声明。",
            state.message.en
            + " Attach the objection, its receipt and the answer. You may also add a statement of your own.",
        ),
        Route.PBOC,
    )


def _mend(route: Route) -> NextStep:
    return NextStep(
        Words("按答复补正后重新提交。", "Mend what the answer names, and hand it in again."),
        Words(
            "请核对签名、放款机构名称、发放日期和合同金额、具体数据项、联系电话是否齐全。",
            "See that signature, lender, day and amount of the loan, the exact items and a telephone number are there.",
        ),
        route,
    )


def _after_complaint(state: FilingState) -> NextStep:
    if state.filing.reply is Reply.NOT_ACCEPTED:
        return _mend(Route.PBOC)
    accepted = state.filing.accepted is not None
    if state.standing in _WAITS or (state.standing is Standing.PASSED and not accepted):
        step = (
            _WAIT if accepted else Words("等待受理；受理后请登记受理日。", "Wait for acceptance, then enter its day.")
        )
        return NextStep(step, state.message)
    return NextStep(
        Words(
            "可以考虑向法院起诉；起诉前请咨询律师或法律援助机构，并核对合同的仲裁和管辖条款。",
            "An action in court may be considered; ask a lawyer or legal aid first, and see whether the contract has an "
            "arbitration or jurisdiction clause.",
        ),
        state.message,
        Route.COURT,
    )


def _look_again(free: FreeReports) -> NextStep:
    left = (
        Words(
            f"{free.year}年按登记还有{free.left}次免费查询。",
            f"By your entries {free.left} free look(s) are left in {free.year}.",
        )
        if free.left
        else Words(
            f"{free.year}年的免费查询按登记已用完，再查可能收费。",
            f"By your entries the free looks of {free.year} are used up; another one may cost something.",
        )
    )
    return NextStep(
        Words(
            "再查一次信用报告，核对是否已经更正，并加入档案。",
            "Get the report again, see whether it is corrected, and add it.",
        ),
        left,
        Route.REPORT,
    )


def _compare() -> NextStep:
    return NextStep(
        Words(
            "把新查到的报告加入档案，核对是否已经更正。",
            "Add the new report to the case, and see whether it is corrected.",
        ),
        Words(
            "如果仍未更正，可以附上答复再次提出异议，或者提出征信投诉。",
            "If it is not, object again with the answer attached, or complain to the People's Bank.",
        ),
    )
