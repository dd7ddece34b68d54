"""The letter of each route: complete, linked to the ledger, and claiming no more than the findings support."""

from __future__ import annotations

import io
import re
import tomllib
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.text import WD_TAB_LEADER
from docx.oxml.ns import qn

from lehua_desktop.bundle.package.docx import letter_docx
from lehua_desktop.bundle.package.papers import papers
from lehua_desktop.bundle.plan import BundleRequest, plan_bundle
from lehua_desktop.bundle.routes import find_route, routes
from lehua_desktop.bundle.story.letter import CALL, ONLINE, facts, letter, letter_text
from lehua_desktop.bundle.story.story import tell
from lehua_desktop.bundle.story.wording import with_prose_days
from lehua_desktop.bundle.tokens import TOKEN, EditedText, plain, resolve, stand
from lehua_desktop.core.model import Finding, Severity, State, Timeline
from lehua_desktop.core.money import Money
from lehua_desktop.core.words import Language, Words
from lehua_desktop.resources import resource
from tests.bundle.made import NAME, TODAY, made_case

LETTERS = tomllib.loads(resource("bundle", "letters.toml").read_text(encoding="utf-8"))


DOUBT = replace(
    made_case().timeline.findings[0],
    rule="due_day",
    severity=Severity.DOUBT,
    route="lender",
    message=Words("日期不一。", "The days differ."),
    advice=Words("请机构说明以哪一天为准。", "Ask the institution which one holds."),
)
REPAIR = replace(
    made_case().timeline.findings[0],
    rule="repair_policy",
    installment=None,
    route="bureau",
    message=Words(
        "信用报告把2023-07记为逾期。即使该月确有逾期，单笔逾期金额1,286.00元，也已于2023-07-10足额偿还，2026-01-01之后"
        "不应再展示，但2026-02-01的信用报告仍然展示。",
        "Even if 2023-07 was overdue, it was repaid on 2023-07-10.",
    ),
    advice=Words("该政策免申即享、不收费，可以据此提出异议。", "The policy is free and needs no application: object."),
)


def with_findings(case: BundleRequest, *findings: Finding) -> BundleRequest:
    return replace(case, timeline=replace(case.timeline, findings=findings))


def texts_of(case: BundleRequest) -> tuple[tuple[str, bytes], ...]:
    plan = plan_bundle(case)
    return papers(plan, tell(plan))


def text_of(request: BundleRequest, name: str | None = None) -> str:
    plan = plan_bundle(request)
    return letter_text(letter(plan, tell(plan), name))


def test_what_a_person_writes_of_themselves_stands_in_every_letter() -> None:
    phone = EditedText("lender", "zh", "phone", "13800138000")
    case = replace(made_case(), texts=(phone,))
    assert "13800138000" in text_of(replace(case, route="pboc"))
    assert "13800138000" in text_of(case, ONLINE)
    other = EditedText("pboc", "zh", "phone", "13900139000")
    assert "13900139000" in text_of(replace(case, texts=(phone, other), route="pboc"))


def test_what_to_say_on_the_telephone_goes_along_with_a_complaint_to_a_regulator() -> None:
    files = dict(texts_of(replace(made_case(), route="regulator")))
    said = files["通话要点.txt"].decode("utf-8-sig")
    assert "示例消费金融有限公司" in said
    assert "接线员工号" in said
    assert "{" not in said
    assert not any(name.startswith("通话") for name, _ in texts_of(made_case()))


def test_an_objection_to_the_data_provider_is_addressed_to_the_lender() -> None:
    said = text_of(replace(made_case(), route="provider"))
    assert "致：示例消费金融有限公司（信息提供者）" in said
    assert "征信中心" not in said.split("依据")[0]


def test_every_route_has_a_letter_and_every_part_is_used() -> None:
    assert set(LETTERS["letters"]) == {*routes(), ONLINE, CALL}
    assert {part for parts in LETTERS["letters"].values() for part in parts} == set(LETTERS["parts"])


def test_both_languages_of_a_part_hold_the_same_places() -> None:
    for name, part in LETTERS["parts"].items():
        zh, en = ({t for t in TOKEN.findall(part[say]) if not t.startswith("blank")} for say in ("zh", "en"))
        assert en <= zh, name
        assert zh - en <= {"recipient", "addressee"}, name


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("route", sorted({*routes()} - {"public"}))
def test_a_letter_states_what_the_case_knows_and_leaves_lines_for_the_rest(route: str, language: Language) -> None:
    said = text_of(made_case(language, route=route))
    known = [NAME, "示例消费金融有限公司", "LH20230410001", "3,859.05", "1,286.35"]
    known += ["2023年4月10日", "2023年7月"] if language == "zh" else ["10 April 2023", "July 2023"]
    for word in known:
        assert word in said
    assert re.search(r"(?:联系电话：|Telephone: )_{8,}", said)
    assert re.search(r"(?:通讯地址：|Address: )_{8,}", said)
    assert not re.search(r"\{[a-z_]+", said)
    for article in find_route(route).basis:
        assert article.name.say(language) in said


def test_the_text_for_the_web_form_holds_the_three_elements() -> None:
    said = text_of(made_case(), ONLINE)
    assert "贷款机构示例消费金融有限公司" in said
    assert "发放日期2023年4月10日，合同金额3,859.05元" in said
    assert "2023年7月还款状态记为“1”" in said
    assert "贷款种类其他个人消费贷款，" in said
    assert "联系电话\n____" in said


def test_kind_of_loan_that_no_report_tells_is_left_to_fill_in() -> None:
    case = made_case()
    exhibits = tuple(
        replace(e, facts=replace(e.facts, report=replace(e.facts.report, accounts=())))
        if e.facts and e.facts.report
        else e
        for e in case.exhibits
    )
    assert "贷款种类____" in text_of(replace(case, exhibits=exhibits), ONLINE)


def test_a_doubt_is_asked_about_and_never_claimed() -> None:
    case = made_case(route="lender")
    doubt = replace(case.timeline.findings[0], severity=Severity.DOUBT, route="bureau")
    said = text_of(replace(case, timeline=replace(case.timeline, findings=(doubt,))))
    assert "有待说明：第3期" in said
    assert "请机构核查并书面说明" in said
    assert "不符" not in said
    assert "报送更正" not in said


def test_a_doubt_that_leads_to_no_route_is_for_the_person_alone() -> None:
    case = made_case(route="lender")
    doubt = replace(case.timeline.findings[0], severity=Severity.DOUBT, route=None)
    said = text_of(replace(case, timeline=replace(case.timeline, findings=(doubt,))))
    assert "有待说明" not in said


def test_a_true_overdue_is_said_to_be_true_and_no_correction_is_asked_for() -> None:
    case = made_case()
    rows = (*case.timeline.rows[:2], replace(case.timeline.rows[2], state=State.LATE, days_late=4))
    said = text_of(replace(case, timeline=replace(case.timeline, rows=rows, findings=())))
    assert "第3期确系晚于应还日偿还" in said
    assert "更正为" not in said


def test_without_a_finding_nothing_is_claimed_and_a_line_is_left() -> None:
    case = made_case()
    said = text_of(replace(case, timeline=replace(case.timeline, findings=())))
    assert "本人认为错误的数据项：____" in said
    assert "更正为" not in said


def test_a_platform_is_never_called_the_lender() -> None:
    case = made_case(route="lender")
    loan = replace(case.timeline.loans[0], lender=None)
    said = text_of(replace(case, timeline=replace(case.timeline, loans=(loan,))))
    assert "致：乐花分期" in said
    assert re.search(r"通过乐花分期向_+借款", said)
    assert re.search(r"被投诉机构：_+", said)


def test_two_loans_keep_their_numbers_apart() -> None:
    case = made_case()
    second = replace(case.timeline.loans[0], id=2, contract="LH2", installments=())
    said = text_of(replace(case, timeline=replace(case.timeline, loans=(*case.timeline.loans, second))))
    assert "合同编号LH20230410001" in said
    assert "合同编号LH2，" in said
    assert "第3期，应还日为2023年7月10日" in said


def test_advice_to_the_person_is_no_part_of_a_letter() -> None:
    case = with_findings(made_case(), *made_case().timeline.findings, REPAIR, DOUBT)
    for name in LETTERS["letters"]:
        for say in ("zh", "en"):
            said = text_of(replace(case, language=say), name)
            assert not any(f.advice and f.advice.say(say) in said for f in case.timeline.findings)


def test_a_value_that_changed_after_the_edit_is_marked() -> None:
    values = {"paid:7": Words("1,290.00", "1,290.00")}
    (run,) = resolve("{paid:7}", values, "zh", {"paid:7": "1,286.35"})
    assert (run.text, run.was, run.changed) == ("1,290.00", "1,286.35", True)
    (gone,) = resolve("{paid:7}", {}, "zh", {"paid:7": "1,286.35"})
    assert (gone.text, gone.gone) == ("1,286.35", True)
    (same,) = resolve("{paid:7}", values, "zh", {"paid:7": "1,290.00"})
    assert not same.changed


def test_braces_of_the_person_stay_as_they_are() -> None:
    assert plain(resolve("a {b} {paid:9} {", {}, "zh")) == "a {b} {paid:9} {"
    assert stand("{x} {paid:7}", {"paid:7": Words("1", "1")}, "zh") == {"paid:7": "1"}


def test_an_edited_paragraph_stands_in_its_own_letter_and_language_only() -> None:
    case = made_case()
    mine = EditedText("bureau", "zh", "claim.3", "我的话：已付{paid:3}元。", {"paid:3": "1.00"})
    case = replace(case, texts=(mine,))
    assert "我的话：已付1,286.35元。" in text_of(case)
    assert "我的话" not in text_of(replace(case, route="pboc"))
    assert "我的话" not in text_of(replace(case, language="en"))
    plan = plan_bundle(case)
    (changed,) = [p for p in letter(plan, tell(plan)) if p.edited]
    assert [run.was for run in changed.changed] == ["1.00"]


def test_what_a_person_wrote_of_themselves_stays_out_of_a_redacted_edition() -> None:
    texts = tuple(EditedText("bureau", "zh", part, f"自填{part}") for part in ("id", "phone", "address", "truth"))
    said = text_of(replace(made_case(), texts=texts))
    assert all(f"自填{part}" in said for part in ("id", "phone", "address", "truth"))
    said = text_of(replace(made_case(edition="redacted"), texts=texts))
    assert re.findall(r"自填\w+", said) == ["自填truth"]


def test_an_emptied_paragraph_is_left_out() -> None:
    case = replace(made_case(), texts=(EditedText("bureau", "zh", "ask_mark", ""),))
    assert "异议标注。" not in text_of(case).split("依据")[0]


def test_sentences_of_the_facts_can_be_edited_and_keep_their_links() -> None:
    case = made_case()
    plan = plan_bundle(case)
    part = next(event.part for event in tell(plan).events if event.part.startswith("payment"))
    mine = EditedText("facts", "zh", part, "付了{sum:1}元。", {"sum:1": "1,286.35"})
    plan = plan_bundle(replace(case, texts=(mine,)))
    assert [p.text for p in facts(plan, tell(plan)) if p.edited] == ["付了1,286.35元。"]
    payment = replace(case.timeline.payments[0], amount=Money(5))
    timeline = replace(case.timeline, payments=(payment, *case.timeline.payments[1:]))
    plan = plan_bundle(replace(case, texts=(mine,), timeline=timeline))
    (sentence,) = [p for p in facts(plan, tell(plan)) if p.edited]
    assert (sentence.text, sentence.changed[0].was) == ("付了0.05元。", "1,286.35")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_word_document_says_what_the_letter_says(language: Language) -> None:
    plan = plan_bundle(made_case(language, route="lender"))
    own = letter(plan, tell(plan))
    data = letter_docx(own, language, TODAY)
    assert data == letter_docx(own, language, TODAY)
    document = Document(io.BytesIO(data))
    said = "".join(re.sub(r"[\s\xa0]", "", p.text) for p in document.paragraphs)
    for paragraph in own:
        for piece in paragraph.text.split("|"):
            assert re.sub(r"[\s_]", "", piece) in said
    section = document.sections[0]
    assert section.page_width and section.page_height
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    for paragraph_ in document.paragraphs:  # Word draws no line under blanks at the end
        assert not paragraph_.text.endswith("\xa0")
        if paragraph_.text.endswith("\t"):
            assert paragraph_.paragraph_format.tab_stops[-1].leader == WD_TAB_LEADER.LINES
    assert sum(p.text.endswith("\t") for p in document.paragraphs) >= 2
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"


@pytest.mark.parametrize(("defendants", "zh", "en"), [(1, "副本1份", "statement: 1;"), (3, "副本3份", "statement: 3;")])
def test_a_court_gets_a_copy_of_the_statement_for_each_defendant(defendants: int, zh: str, en: str) -> None:
    assert zh in text_of(replace(made_case(route="court"), defendants=defendants))
    assert en in text_of(replace(made_case("en", route="court"), defendants=defendants))


def test_the_letter_to_a_court_speaks_of_one_person_in_one_way() -> None:
    for case in (made_case(route="court"), replace(made_case(route="court"), timeline=Timeline())):
        assert "本人" not in text_of(case)
        english = text_of(replace(case, language="en"))
        assert not re.search(r"\b(?:I|me|my)\b|[.:] the Plaintiff", english)
    assert "The Plaintiff paid CNY 1,286.35" in text_of(made_case("en", route="court"))


def test_a_court_hears_no_doubts_and_the_law_that_each_claim_rests_on() -> None:
    found = made_case().timeline.findings[0]
    doubt = replace(
        found, rule="due_day", severity=Severity.DOUBT, route="lender", message=Words("日期不一。", "Days.")
    )
    other = replace(found, rule="settled_open", installment=None, month=None, message=Words("仍写着未结清。", "Open."))
    case = with_findings(made_case(route="court"), found, doubt)
    said = text_of(case)
    assert "日期不一" not in said
    assert "机构" not in said.split("事实与理由")[1].split("法律依据")[0]
    law = said.split("法律依据")[1]
    assert all(
        article in law for article in ("第九百九十五条", "第一千零二十九条", "第一千一百六十五条", "第一千一百八十二条")
    )
    assert "民事诉讼法" not in law
    assert "证据规定" not in law
    assert "更正下述与凭证不符的其他记载" not in said
    said = text_of(with_findings(case, found, other))
    assert "仍写着未结清" in said
    assert "更正下述与凭证不符的其他记载" in said
    assert "判令被告____" in text_of(with_findings(case, doubt))


@pytest.mark.parametrize(
    ("lender", "to"),
    [
        ("示例消费金融有限公司", "国家金融监督管理总局_+"),
        ("示例小额贷款有限公司", "_+地方金融管理部门"),
        ("示例融资担保有限公司", "_+地方金融管理部门"),
        ("示例科技有限公司", "_+"),
    ],
)
def test_a_letter_is_addressed_to_the_bare_name_of_its_receiver(lender: str, to: str) -> None:
    case = made_case(route="regulator")
    loan = replace(case.timeline.loans[0], lender=lender)
    said = text_of(replace(case, timeline=replace(case.timeline, loans=(loan,))))
    assert re.search(rf"^致：{to}$", said, re.MULTILINE)
    assert re.search(rf"^此致\n{to}$", said, re.MULTILINE)
    assert re.search(rf"^被投诉机构：{lender}$", said, re.MULTILINE)


@pytest.mark.parametrize("route", ["pboc", "regulator", "nifa"])
def test_who_accuses_ticks_what_is_true(route: str) -> None:
    for language in ("zh", "en"):
        said = text_of(made_case(language, route=route))
        ticks = re.findall(r"□ [^□]*", said)
        assert any("告知" in tick or "not told" in tick for tick in ticks)
    assert "有待说明" not in text_of(with_findings(made_case(route="nifa"), DOUBT))


def test_an_overdue_that_the_repair_policy_covers_is_asked_to_be_hidden_and_not_called_wrong() -> None:
    case = with_findings(made_case(), REPAIR)
    said = text_of(case)
    assert "1. 信用报告把2023年7月记为逾期。即使该月确有逾期，单笔逾期金额1,286.00元" in said
    assert "按该政策不再展示" in said
    assert "与凭证不符" not in said
    assert "免申即享、不收费，可以" not in said
    law = said.split("四、依据")[1].split("五、附件")[0]
    assert "一次性信用修复政策的通知" in law
    (loan,) = tell(plan_bundle(case)).loans
    assert loan.rows[2].findings == (1,)
    assert loan.rows[1].findings == ()
    for route in ("court", "nifa", "regulator"):  # not theirs to apply
        assert "信用修复" not in text_of(replace(case, route=route))
    assert "信用修复" not in text_of(made_case())
    (_, route_text) = (data.decode("utf-8-sig") for name, data in texts_of(case) if name.startswith(("文书.t", "提交")))
    assert "一次性信用修复政策的通知" in route_text


def test_the_text_to_paste_holds_no_exhibits_no_hints_and_each_heading_once() -> None:
    case = with_findings(made_case(), *made_case().timeline.findings, REPAIR, DOUBT)
    said = text_of(case, ONLINE)
    assert re.findall(r"^(.)、(.+)$", said, re.MULTILINE) == [
        ("一", "业务定位"),
        ("二", "认为错误的数据项"),
        ("三", "联系电话"),
    ]
    assert re.findall(r"^\d\. (.{7})", said, re.MULTILINE) == ["2023年7月", "信用报告把20", "请机构说明：日"]
    assert not re.search(r"证据\d|（请", said)


def test_days_in_a_letter_are_written_in_one_way() -> None:
    said = with_prose_days(
        Words("2023-07-10还清，2023-07记为“1”，合同LH-2023-07-10。", "Paid on 2023-07-10, a 1 in 2023-07.")
    )
    assert said.zh == "2023年7月10日还清，2023年7月记为“1”，合同LH-2023-07-10。"
    assert said.en == "Paid on 10 July 2023, a 1 in July 2023."
    for route in routes():
        assert not re.search(r"\d{4}-\d{2}", text_of(with_findings(made_case(route=route), REPAIR)))


def test_the_public_route_gets_no_report_no_name_and_no_full_number() -> None:
    plan = plan_bundle(made_case(route="public"))
    assert plan.redacted
    assert not {"credit_report", "settlement", "other"} & {exhibit.source.kind.value for exhibit in plan.exhibits}
    story = tell(plan)
    said = letter_text(letter(plan, story)) + "".join(event.text.zh for event in story.events)
    assert "LH20230410001" not in said
    assert NAME not in said
    assert "2023年7月" in said


def test_the_receiver_follows_from_the_kind_of_the_lender() -> None:
    route = find_route("regulator")
    for lender, said in (
        ("示例消费金融有限公司", "国家金融监督管理总局派出机构"),
        ("示例银行股份有限公司", "国家金融监督管理总局派出机构"),
        ("示例小额贷款有限公司", "地方金融管理部门"),
        ("示例融资担保有限公司", "地方金融管理部门"),
    ):
        assert route.for_lender(lender).addressed_to(lender).zh == said
    assert route.for_lender(None) is route
