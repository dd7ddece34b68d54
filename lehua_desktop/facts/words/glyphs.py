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
    "帐": "账",
    "曰": "日",
}
# Traditional characters of labels and status words, for phones set to them and engines that see them.
_TRADITIONAL = (
    "時間狀態當戶稱單號額還帳賬實餘轉對類優減費繳銷證憑據種備註說項總計罰擔違約務產機構貸詳銀行鐘樂記錄編碼處"
    "結發傳應該書電險預進關閉過後將筆訂購貨運請與為這無誤業個來聯繫話顯開啟農興華東週於儲遲滿獲給們從見訊簡絡"
    "網錢幣圓爲麼萬億雙紅綠藍歷曆層員資負責財貼賣買質達遠適選郵鄉釋針鈔鎖錯長門閱隊階際難響頁頂順須頭題顏願風"
    "飛飯館驗體點齊車軟載輕辦連遞邊陸隨雲霧靜韓頻駐騙驚鬆麗黃寶條極橋檢權歸決沒況測準溝滙匯漲濟煩獎現環畫異療"
    "盡監盤確禮稅積穩競節範級紀純納紙細終絕統經線緩縣績續職聲舉舊術補裝規視覺觀訪設許訴詢試認語課調談論諾謀講"
    "謝識譯議護讀變讓貴賀賴賺贈區協卻參問嗎嘗圖團國園壓債償內兩凍別則剛創劃動勝勞勢廠廣廳徑復恆慮擇換擴損搖攜"
    "攔敗數斷晉會紀唄螞蟻蘇寧閃騰樹購"
)
_SIMPLE = (
    "时间状态当户称单号额还账账实余转对类优减费缴销证凭据种备注说项总计罚担违约务产机构贷详银行钟乐记录编码处"
    "结发传应该书电险预进关闭过后将笔订购货运请与为这无误业个来联系话显开启农兴华东周于储迟满获给们从见讯简络"
    "网钱币圆为么万亿双红绿蓝历历层员资负责财贴卖买质达远适选邮乡释针钞锁错长门阅队阶际难响页顶顺须头题颜愿风"
    "飞饭馆验体点齐车软载轻办连递边陆随云雾静韩频驻骗惊松丽黄宝条极桥检权归决没况测准沟汇汇涨济烦奖现环画异疗"
    "尽监盘确礼税积稳竞节范级纪纯纳纸细终绝统经线缓县绩续职声举旧术补装规视觉观访设许诉询试认语课调谈论诺谋讲"
    "谢识译议护读变让贵贺赖赚赠区协却参问吗尝图团国园压债偿内两冻别则刚创划动胜劳势厂广厅径复恒虑择换扩损摇携"
    "拦败数断晋会记呗蚂蚁苏宁闪腾树购"
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
_BULLET = re.compile(r"(?<!\d)·|·(?!\d)")  # between figures it is a point
_MISREAD_NOT = re.compile(r"(?<![期月年周])末(?=[能成支付到扣完入])")  # `末能成功`, one stroke from 未能成功
_BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")


def plain(text: str) -> str:
    """The text with full-width and look-alike signs in their plain form; the same length as the text."""
    if "·" in text:
        text = _BULLET.sub(" ", text)
    return text.translate(_PLAIN)


def packed(text: str) -> str:
    """`plain` without any blank: for labels and wording, whose glyphs engines set apart (`支 付 时 间`)."""
    said = plain(text).replace(" ", "")
    return _MISREAD_NOT.sub("未", said) if "末" in said else said


def closed(text: str) -> str:
    """`plain` without blanks between Chinese characters; blanks beside digits and letters stay."""
    return _BETWEEN_CHINESE.sub("", plain(text)).strip()
