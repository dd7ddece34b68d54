"""Words for routes and replies."""

from __future__ import annotations

from ..core.filing import Reply, Route
from ..core.words import Words

ROUTES: dict[Route, Words] = {
    Route.LENDER: Words("向放款机构或平台申诉", "Complaint to the lender or platform"),
    Route.REVIEW: Words("申请上级机构核查", "Review by the lender's superior institution"),
    Route.BUREAU: Words("征信异议", "Credit objection"),
    Route.PBOC: Words("征信投诉（人民银行）", "Credit reporting complaint (People's Bank)"),
    Route.REGULATOR: Words("向金融监督管理机构投诉", "Complaint to the financial regulator"),
    Route.COURT: Words("民事诉讼", "Civil action"),
    Route.OTHER: Words("其他渠道", "Another route"),
    Route.REPORT: Words("免费查询信用报告", "Free look at the credit report"),
}

REPLIES: dict[Reply, Words] = {
    Reply.CORRECTED: Words("同意更正", "will be corrected"),
    Reply.REFUSED: Words("不予更正", "not corrected"),
    Reply.UNCLEAR: Words("不能确认，只作记载", "cannot be settled, recorded only"),
    Reply.NOT_ACCEPTED: Words("不予受理", "not accepted"),
    Reply.MORE_WANTED: Words("要求补充材料", "more material wanted"),
    Reply.OTHER: Words("其他答复", "another answer"),
}
