"""How well redaction works: `python benchmarks/redaction.py [--documents N]`.

Documents of several layouts are drawn with planted names, numbers, addresses and codes, and read by the default
engine. Printed are how many of the planted words the proposals miss, and how many are found afterwards in the redacted
edition, by its text and by reading the pixels of its pages again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import io
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from lehua_desktop.bundle.plan import BundleRequest, ExhibitSource
from lehua_desktop.bundle.redaction import redact
from lehua_desktop.bundle.write import write_bundle
from lehua_desktop.casebook.looking import _alone, read_lines
from lehua_desktop.core.facts import Kind
from lehua_desktop.core.model import Timeline
from lehua_desktop.core.problems import LehuaError
from lehua_desktop.reading.worker import read_page
from lehua_desktop.resources import resource

SEED = 20263
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙", "伟芳娜敏静丽强磊军洋勇艳杰涛明超"
IDS = ("11010119900307002X", "110101199003070134", "110101198512120013")


def planted(chance: random.Random) -> dict[str, str]:
    """A word of each sort."""
    card = "622202" + "".join(str(chance.randint(0, 9)) for _ in range(12))
    doubled = [sum(divmod(int(d) * 2, 10)) for d in card[::-2]]
    check = (10 - (sum(doubled) + sum(map(int, card[-2::-2]))) % 10) % 10
    return {
        "name": chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.randint(1, 2))),
        "other": chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)),
        "id": chance.choice(IDS),
        "card": card + str(check),
        "mobile": f"13{chance.randint(0, 9)}{chance.randint(0, 99999999):08d}",
        "account": "".join(str(chance.randint(1, 9)) for _ in range(15)),
        "report": f"2024020{chance.randint(1, 9)}{chance.randint(10**13, 10**14 - 1)}",
        "account_id": f"D{chance.randint(10**9, 10**10 - 1)}H{chance.randint(10**5, 10**6 - 1)}",
        "misread_card": card + str((check + chance.randint(1, 9)) % 10),
        "wechat": chance.choice(("wx_", "lihua_", "example")) + f"{chance.randint(10**5, 10**6 - 1)}",
        "qq": str(chance.randint(10**8, 10**9 - 1)),
        "passport": f"E{chance.randint(10**7, 10**8 - 1)}",
        "dotted": chance.choice(("艾力", "阿依古丽", "古丽娜")) + "·" + chance.choice(("买买提", "艾合买提", "吐尔逊")),
        "latin": chance.choice(("Zhang", "Wang", "Chen")) + " " + chance.choice(("Xiaoming", "Jianguo", "Lihua")),
        "paid_to": chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)),
        "defendant": chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)),
        "address": f"浙江省杭州市示例区示例路{chance.randint(1, 300)}号{chance.randint(1, 30)}幢{chance.randint(101, 2505)}室",
    }


def drawn(number: int) -> tuple[bytes, dict[str, str]]:
    """One document and what was planted on it: labels before values, or both apart as in two columns."""
    chance = random.Random(SEED + number)  # noqa: S311 - the same documents each time
    words = planted(chance)
    labels = {
        "name": chance.choice(("姓名", "户名", "付款人", "借款人", "客户姓名")),
        "other": chance.choice(("收款人", "对方户名", "紧急联系人", "收款方")),
        "id": chance.choice(("身份证号", "证件号码", "身份证号码")),
        "card": chance.choice(("卡号", "付款卡", "银行卡")),
        "mobile": chance.choice(("手机号", "手机号码", "联系电话", "电话")),
        "account": chance.choice(("账号", "贷款账户编号", "收款账户", "对方账号")),
        "report": "报告编号",
        "account_id": chance.choice(("账户标识", "贷款账号", "授信协议标识")),
        "misread_card": chance.choice(("储蓄卡", "收款卡", "转入账户", "还款银行卡", "付款方式 招商银行")),
        "wechat": "微信号",
        "qq": chance.choice(("QQ", "QQ号")),
        "passport": chance.choice(("护照号", "护照号码", "证件号码")),
        "dotted": chance.choice(("客户姓名", "借款人", "户名")),
        "latin": chance.choice(("客户姓名", "Name", "付款人")),
        "paid_to": chance.choice(("转账-", "给 ", "转账给")),
        "defendant": chance.choice(("被告", "法定代表人", "投诉人")),
        "address": chance.choice(("居住地址", "通讯地址", "地址")),
    }
    rows = [(labels[what], words[what]) for what in words]
    rows += [("订单号", f"2023070522001498{chance.randint(10**11, 10**12 - 1)}"), ("金额", "1,286.35")]
    chance.shuffle(rows)
    size, apart = chance.choice((30, 34, 40)), number % 3 == 0
    image = Image.new("RGB", (1170, 160 + len(rows) * size * 2), chance.choice(("white", "#f6f7f9", "#fffdf6")))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(resource("fonts", "NotoSansSC-Regular.ttf")), size)
    for place, (label, value) in enumerate(rows):
        touches = label == labels["paid_to"]  # no label, but words of a sentence
        top = 60 + place * size * 2
        if touches:
            draw.text((50, top), f"{label}{value}", "#111", font=font)
        elif apart:
            draw.text((50, top), label, "#555", font=font)
            draw.text((1110 - draw.textlength(value, font=font), top), value, "#111", font=font)
        else:
            draw.text((50, top), f"{label}{chance.choice(('：', ': ', '  '))}{value}", "#111", font=font)
    if number % 4 == 1:
        image = image.filter(ImageFilter.GaussianBlur(0.8))
    file = io.BytesIO()
    image.save(file, "JPEG" if number % 2 else "PNG", **({"quality": 70} if number % 2 else {}))
    return file.getvalue(), words


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=100)
    args = parser.parse_args()
    sources, all_words, missed = [], [], Counter[str]()
    for number in range(1, args.documents + 1):
        data, words = drawn(number)
        media_type = "image/jpeg" if number % 2 else "image/png"
        page = read_page(data, media_type, 0, None, "rapidocr", _alone)
        hidden = bare(
            "".join(line.text for line in redact.without_private(page, redact.words_of([(number, page)], ())))
        )
        for what, word in words.items():
            if word in hidden or (word not in bare("".join(line.text for line in page.lines)) and word[-6:] in hidden):
                missed[what] += 1
                print(f"missed in document {number}: {what}", file=sys.stderr)
        all_words.append(words)
        digest = hashlib.sha256(data).hexdigest()
        moment = dt.datetime(2024, 2, 20, tzinfo=dt.UTC)
        sources.append(ExhibitSource(number, f"{number}.x", data, media_type, digest, moment, Kind.PAYMENT, (page,)))
    count = sum(map(len, all_words))
    print(f"proposals: {sum(missed.values())} of {count} planted words missed {dict(missed) or ''}")
    request = BundleRequest(Timeline(), (), tuple(sources), dt.date(2024, 3, 1), edition="redacted", look=read_lines)
    with tempfile.TemporaryDirectory() as folder:
        try:
            bundle = write_bundle(request, Path(folder))
        except LehuaError as error:
            print(f"the edition was refused: {error.fault.words.en}")
            return
        document = pypdfium2.PdfDocument(bundle.pdf)
        found: Counter[str] = Counter()
        for number in range(len(document)):
            page = document[number]
            file = io.BytesIO()
            page.render(scale=2).to_pil().save(file, "PNG")
            said = bare(page.get_textpage().get_text_bounded()) + bare("".join(read_lines(file.getvalue())))
            for words in all_words:
                for what, word in words.items():
                    if word in said:
                        found[what] += 1
                        print(f"found on page {number + 1}: {what}", file=sys.stderr)
        document.close()
    print(f"redacted edition: {sum(found.values())} of {count} planted words found afterwards {dict(found) or ''}")


if __name__ == "__main__":
    main()
