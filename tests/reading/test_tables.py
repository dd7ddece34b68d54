from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from lehua_desktop.core.page import Box, Page
from lehua_desktop.core.problems import LehuaError, Problem
from lehua_desktop.reading import sniff
from lehua_desktop.reading.tables import table_pages

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
