"""The classes of findings in words, by their letter."""

from __future__ import annotations

from ...core.words import Words

CLASSES: dict[str, Words] = {
    "A": Words("真实逾期", "true overdue"),
    "B": Words("当前状态", "present state"),
    "C": Words("月度状态", "monthly status"),
    "D": Words("金额与期数", "amounts and counts"),
    "E": Words("逾期等级", "overdue level"),
    "F": Words("超期保存", "kept too long"),
    "G": Words("一次性信用修复", "one-off credit repair"),
    "H": Words("更新滞后", "update lag"),
    "I": Words("结清与重复列示", "settlement and double listing"),
    "J": Words("事先告知", "prior notice"),
    "K": Words("身份、名称与授权", "identity, names and authorisation"),
    "L": Words("证据补充", "evidence to add"),
}
