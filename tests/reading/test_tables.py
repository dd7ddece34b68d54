from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from lehua_desktop.core.facts import Context, Kind
from lehua_desktop.core.money import Money
from lehua_desktop.core.page import Box, Page
from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.facts.extract import extract
from lehua_desktop.reading.formats import sniff, tables, text
from lehua_desktop.reading.formats.tables import statement_pages, table_pages

WALLET = (
    "------------------------------------------------------------------------------------\n"
    "导出信息：\n姓名：张三\n支付宝账户：138****8000\n起始时间：[2023-07-01 00:00:00]    终止时间：[2023-07-31 23:59:59]\n"
    "共2笔记录\n\n"
    "交易时间,交易分类,交易对方,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,备注,\n"
    '2023-07-05 21:14:09,信用借还,示例消费金融有限公司,"乐花分期,第7期",不计收支,1286.35,示例银行(3446),还款成功,2023070522001498761401234567\t,,\n'
    "2023-07-03 08:00:00,餐饮美食,早点铺,豆浆   ,支出,3.50,余额,交易成功,2023070322001498761401234568\t,,\n"
)


def cells(page: Page) -> dict[tuple[int, int], str]:
    return {(int(line.box.x0), int(line.box.y0)): line.text for line in page.lines}


def book(rows: list[list[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_each_filled_cell_is_a_line_at_its_place(encoding: str) -> None:
    (page,) = table_pages(WALLET.encode(encoding), sniff.CSV)
    assert (page.unit, page.engine) == ("cell", "table")
    found = cells(page)
    assert found[0, 7] == "交易时间"
    assert found[5, 8] == "1286.35"
    assert found[3, 8] == "乐花分期,第7期"
    assert (9, 8) not in found
    line = next(line for line in page.lines if line.text == "3.50")
    assert line.box == Box(5, 9, 6, 10)


def test_padding_is_taken_away() -> None:
    found = cells(table_pages(WALLET.encode(), sniff.CSV)[0])
    assert found[8, 8] == "2023070522001498761401234567"
    assert found[3, 9] == "豆浆"


def test_a_workbook_gives_days_and_amounts_as_plain_text() -> None:
    rows: list[list[object]] = [
        ["微信支付账单明细"],
        [],
        ["交易时间", "金额(元)", "期数", "日期", "备注"],
        [dt.datetime.fromisoformat("2023-07-05 21:14:09"), 1286.35, 7, dt.date(2023, 7, 5), None],
        [dt.datetime.fromisoformat("2023-07-06 08:00:00"), 0.1 + 0.2, 12.0, dt.date(2023, 7, 6), "¥28.16"],
    ]
    (page,) = table_pages(book(rows), sniff.XLSX)
    found = cells(page)
    assert [found[c, 3] for c in range(4)] == ["2023-07-05 21:14:09", "1286.35", "7", "2023-07-05"]
    assert [found[c, 4] for c in range(5)] == ["2023-07-06 08:00:00", "0.3", "12", "2023-07-06", "¥28.16"]
    assert found[0, 0] == "微信支付账单明细"


def test_each_sheet_with_content_is_a_page() -> None:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("空")
    sheet = workbook.create_sheet("流水")
    sheet["B3"] = "2023-07-05"
    out = io.BytesIO()
    workbook.save(out)
    (page,) = table_pages(out.getvalue(), sniff.XLSX)
    assert cells(page) == {(1, 2): "2023-07-05"}


def test_a_truncated_workbook_is_damaged() -> None:
    with pytest.raises(LehuaError) as failure:
        table_pages(book([["a", "b"]])[:2000], sniff.XLSX)
    assert failure.value.fault.problem is Problem.DAMAGED_TABLE


# --- what banks call a workbook --------------------------------------------------------------------------

TITLES = ["交易日期", "摘要", "支出", "收入", "余额", "对方户名"]
ROWS = [
    ["2023-07-05", "代扣", "1,286.35", "", "8,713.65", "乐花分期"],
    ["2023-07-08", "转入", "", "1.00", "8,714.65", "李四"],
]


def html(rows: list[list[str]], before: str = "") -> str:
    lines = "".join("<tr>" + "".join(f"<td style='mso'>{c}</td>" for c in row) + "</tr>" for row in rows)
    return f"<html><head><style>td {{x:'<'}}</style></head><body>{before}<table border=1>{lines}</table></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_of_html_called_a_workbook_is_a_table(encoding: str) -> None:
    data = html([TITLES, *ROWS]).encode(encoding)
    assert sniff.sniff(data) == sniff.XLS
    found = cells(table_pages(data, sniff.XLS)[0])
    assert (found[0, 0], found[2, 1], found[5, 1], found[3, 2]) == ("交易日期", "1,286.35", "乐花分期", "1.00")


def test_cells_over_several_columns_keep_the_others_in_place() -> None:
    rows = "<tr><td colspan=6>某某银行&nbsp;明细</td></tr><tr><td colspan='2'>a</td><td>b<br>c</td><td>d</td></tr>"
    data = html([TITLES, *ROWS]).replace("<tr>", rows + "<tr>", 1).encode()
    found = cells(table_pages(data, sniff.XLS)[0])
    assert (found[0, 0], found[2, 1], found[3, 1], found[0, 2]) == ("某某银行明细", "b\nc", "d", "交易日期")


def test_a_workbook_of_xml_is_a_table_and_its_entities_are_not_followed() -> None:
    lines = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>" for row in ROWS
    )
    text = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        '<Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="1"><Table>'
        '<Row><Cell><Data>&b;</Data></Cell><Cell ss:Index="3"><Data>x</Data></Cell><Cell><Data>y</Data></Cell></Row>'
        f"{lines}</Table></Worksheet></Workbook>"
    )
    assert sniff.sniff(text.encode()) == sniff.XLS
    found = cells(table_pages(text.encode(), sniff.XLS)[0])
    assert (found[0, 0], found[2, 0], found[2, 1]) == ("&b;", "x", "1,286.35")


def test_tables_that_lay_out_a_page_are_one_sheet() -> None:
    before = "<table><tr><td>示例银行账单</td></tr><tr><td>账单日 2024年03月05日</td></tr></table>"
    page = html([TITLES, *ROWS], f"<table><tr><td>{before}</td></tr><tr><td><script>'<table>'</script>")
    data = page.replace("</body>", "</td></tr><tr><td>请勿回复</td></tr></table></body>").encode()
    assert sniff.sniff(data) == sniff.XLS
    (sheet,) = table_pages(data, sniff.XLS)
    words = [line.text for line in sheet.lines]
    assert words[:4] == ["示例银行账单", "账单日 2024年03月05日", TITLES[0], TITLES[1]]
    assert len({line.box.y0 for line in sheet.lines if line.text in ROWS[0]}) == 1


def test_a_web_page_without_a_table_is_no_table() -> None:
    assert sniff.sniff(b"<html><body><p>1,2,3</p><p>4,5,6</p></body></html>") == ""


FIXED = """                 示例银行存款明细
户名: 张三     账号: 622202*********3446     币种: 人民币
------------------------------------------------------------------------
交易日期   摘要          借方发生额     贷方发生额         余额 对方户名
------------------------------------------------------------------------
20230705   代扣            1,286.35                    8,713.65 乐花分期
20230708   转入                               1.00     8,714.65 李四
20230709   ATM取款         2,400.00                    6,314.65
                              第1页
"""


def test_columns_set_with_blanks_are_told_apart() -> None:
    data = FIXED.encode("gb18030")
    assert sniff.sniff(data) == sniff.CSV
    found = cells(table_pages(data, sniff.CSV)[0])
    assert [found[c, 3] for c in range(6)] == ["交易日期", "摘要", "借方发生额", "贷方发生额", "余额", "对方户名"]
    assert [found.get((c, 6)) for c in range(6)] == ["20230708", "转入", None, "1.00", "8,714.65", "李四"]
    assert found[1, 1] == "账号: 622202*********3446"


def test_a_file_padded_with_blanks_stays_separated_by_its_commas() -> None:
    lines = [
        "交易号                  ,金额（元）   ,收/支     ,备注   ,",
        *(f"20230705{i}              ,12.50     ,支出      ,  ," for i in range(4)),
    ]
    found = cells(table_pages("\n".join(lines).encode(), sniff.CSV)[0])
    assert (found[1, 0], found[1, 2], found[2, 2]) == ("金额（元）", "12.50", "支出")


def test_tabs_that_end_each_cell_part_none() -> None:
    rows = [
        ["交易日期", "收入", "支出", "余额", "对方户名"],
        *([f"2026-0{m}-10", "", '"1,286.35"', '"13,713.65"', ""] for m in range(1, 4)),
    ]
    found = cells(table_pages("".join("\t,".join(row) + "\t\r\n" for row in rows).encode(), sniff.CSV)[0])
    assert (found[0, 1], found[2, 1], found[3, 1]) == ("2026-01-10", "1,286.35", "13,713.65")
    assert not any(text.startswith(",") for text in found.values())


# --- tables that are of no use ---------------------------------------------------------------------------


def problem(rows: list[list[str]]) -> Problem:
    with pytest.raises(LehuaError) as failure:
        statement_pages("\n".join(",".join(row) for row in rows).encode(), sniff.CSV)
    return failure.value.fault.problem


def test_a_table_without_known_titles_says_so() -> None:
    assert problem([["品名", "数量", "单价"], ["苹果", "3", "2.50"], ["梨", "1", "3.00"]]) is Problem.UNKNOWN_TABLE


def test_a_ledger_kept_by_hand_is_no_record_of_payments() -> None:
    titles = ["记录时间", "分类", "收支类型", "金额", "备注", "账户", "来源", "标签"]
    row = ["2023-07-05 12:00:00", "还款", "支出", "1286.35", "乐花", "余额", "手动记账", ""]
    assert problem([["支付宝记账本"], titles, row, row]) is Problem.OWN_LEDGER


def test_a_statement_is_taken() -> None:
    data = "\n".join(",".join(f'"{c}"' for c in row) for row in [TITLES, *ROWS]).encode()
    assert len(statement_pages(data, sniff.CSV)) == 1


def test_a_locked_workbook_is_named() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert sniff.sniff(data) == ""
    assert sniff.refusal(data).problem is Problem.LOCKED_TABLE


@pytest.mark.parametrize(
    "titles",
    [
        ["还款日期", "应还本金", "应还利息", "应还总额", "本金余额"],
        ["应还款日", "每期还款额"],
        ["到期日", "月供", "剩余本金"],
    ],
)
def test_a_plan_without_numbers_is_a_plan_whose_numbers_a_person_checks(titles: list[str]) -> None:
    values = {
        "应还总额": "1090.00",
        "每期还款额": "1090.00",
        "月供": "1090.00",
        "应还本金": "1000.00",
        "应还利息": "90.00",
    }
    rows = [[f"2023-{m:02d}-10", *(values.get(title, f"{6000 - m}.00") for title in titles[1:])] for m in range(1, 7)]
    data = "\n".join(",".join(row) for row in [titles, *rows]).encode("gb18030")
    assert sniff.sniff(data) == sniff.CSV
    facts = extract(statement_pages(data, sniff.CSV), Context(dt.date(2026, 1, 31)))
    assert facts.kind is Kind.PLAN
    got = [(row.number, row.due.value, row.amount.value, row.certain) for row in facts.plan]
    assert got == [(m, dt.date(2023, m, 10), Money(109_000), False) for m in range(1, 7)]


def test_days_and_amounts_alone_may_be_payments_that_were_made() -> None:
    rows = [["还款日期", "还款金额"], *([f"2023-0{m}-10", "1090.00"] for m in range(1, 7))]
    pages = table_pages("\n".join(",".join(row) for row in rows).encode(), sniff.CSV)
    assert extract(pages, Context(dt.date(2026, 1, 31))).kind is not Kind.PLAN


def test_prose_with_a_comma_in_each_line_is_no_table() -> None:
    assert sniff.sniff("您好,李四\n今天,下雨\n明天,3点见\n".encode()) == ""


def test_an_open_quotation_mark_swallows_no_rows() -> None:
    head, row = "日期,金额,备注", "2023-0{n}-05,1286.35,还款"
    broken = '2023-07-05,"1286.35,还款'
    lines = [head, row.format(n=6), broken, *(row.format(n=n) for n in (8, 9))]
    assert [cells[0] for cells in text.rows("\n".join(lines), ",")] == [line[: line.index(",")] for line in lines]
    assert text.rows(head + '\n2023-07-05,1286.35,"还\n款"\n', ",")[1] == ["2023-07-05", "1286.35", "还款"]


def test_a_cell_of_any_length_is_no_error() -> None:
    assert text.delimiter("x" * 300_000 + ",1,2\n3,4,5\n") == ","


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MAX_UNPACKED", 1000)
    with pytest.raises(LehuaError, match="table_too_large"):
        table_pages(book([["日期", "金额"]]), sniff.XLSX)


def test_a_place_that_no_sheet_has_is_damage() -> None:
    data, out = book([["日期", "金额"]]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'r="B1"', b'r="ZZZZZZZZZ99999999999999"'))
    with pytest.raises(LehuaError, match="damaged_table"):
        table_pages(out.getvalue(), sniff.XLSX)


def test_a_file_that_breaks_off_within_a_row_leaves_that_row_open() -> None:
    rows = WALLET.rstrip("\n,\t")
    for cut in ("3", "3.5", "3.50", "3.50,余额", "3.50,余额,交易成功"):
        pages = table_pages((rows[: rows.rindex("3.50,余额")] + cut).encode(), sniff.CSV)
        first, last = extract(pages, Context(dt.date(2024, 1, 1))).payments
        assert first.certain
        assert not last.certain
        assert last.amount.value in (None, Money(350))
