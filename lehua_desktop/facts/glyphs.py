"""Characters brought to one form, one for one, so that a position in the result is a position in the text."""

from __future__ import annotations

import re
import unicodedata

# What phones, banks and engines write for the same sign. A full stop of a sentence stays apart from a dot: between
# digits it is a misread dot, elsewhere it ends something.
_SAME = {
    "−": "-",
    "–": "-",
    "—": "-",
    "‑": "-",
    "－": "-",
    "﹣": "-",
    "￥": "¥",
    "﹩": "$",
    "，": ",",
    "﹐": ",",
    "：": ":",
    "︰": ":",
    "∶": ":",
    "．": ".",
    "·": ".",
    "•": "*",
    "●": "*",
    "＊": "*",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
    "「": "[",
    "」": "]",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "\u3000": " ",
    "\u00a0": " ",
    "\u200b": " ",
    "\ufeff": " ",
}
# Traditional characters of labels and status words, for phones set to them and engines that see them.
_TRADITIONAL = (
    "時間狀態當戶稱單號額還帳賬實餘轉對類優減費繳銷證憑據種備註說項總計罰擔違約務產機構貸詳"
    "銀行鐘樂記錄編碼處結發傳應該書電險預進關閉過後將筆訂購貨運請與為這無誤業個來聯繫話顯開啟農興華東"
)
_SIMPLE = (
    "时间状态当户称单号额还账账实余转对类优减费缴销证凭据种备注说项总计罚担违约务产机构贷详"
    "银行钟乐记录编码处结发传应该书电险预进关闭过后将笔订购货运请与为这无误业个来联系话显开启农兴华东"
)
_KEEP = "。…"


class _Plain(dict[int, str]):
    """`str.translate` table that learns each character at its first sight."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        same = char if char.isascii() or char in _KEEP else unicodedata.normalize("NFKC", char)
        self[code] = same if len(same) == 1 else char
        return self[code]


_PLAIN = _Plain({ord(c): same for c, same in (*_SAME.items(), *zip(_TRADITIONAL, _SIMPLE, strict=True))})
_BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


def plain(text: str) -> str:
    """The text with full-width and look-alike signs in their plain form; the same length as the text."""
    return text.translate(_PLAIN)


def packed(text: str) -> str:
    """`plain` without any blank: for labels and wording, whose glyphs engines set apart (`支 付 时 间`)."""
    return plain(text).replace(" ", "")


def closed(text: str) -> str:
    """`plain` without blanks between Chinese characters; blanks beside digits and letters stay."""
    return _BETWEEN_CHINESE.sub("", plain(text)).strip()
