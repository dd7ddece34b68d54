"""One thing to look at before a bundle is written, and what the bundle says of it where the person goes on all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ...core.model import Source
from ...core.words import Words


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at: where it stands (`source` and `proof`), which field of which loan it is about, or which `part`
    of the letter.

    `key` is stable: it stands in JSON and in the manifest.
    """

    key: str
    severity: Literal["error", "warning"]
    words: Words
    source: Source | None = None
    proof: int | None = None
    loan: int | None = None
    field: str | None = None
    part: str | None = None

    @property
    def overridable(self) -> bool:
        """The person may take it upon themselves; the bundle then says so."""
        return self.key in TOLD


# What the bundle prints for an error that the person knows of. A key that is not here cannot be overridden.
TOLD: dict[str, Words] = {
    "unconfirmed": Words(
        "本材料中有数值或对应关系尚未经提交人逐项确认；这些内容已注明，不作为证明。",
        "Some values or links in this bundle were not confirmed one by one; they are marked and prove nothing.",
    ),
    "no_loan": Words(
        "本材料没有借款信息和期次对照，仅汇集证据。",
        "This bundle holds no loan and no table of installments; it only collects exhibits.",
    ),
    "missing_borrower": Words(
        "借款人姓名未填写，由提交人签名确认。", "The borrower's name is left blank; the signature states it."
    ),
    "missing_lender": Words(
        "放款机构未填写，以信用报告记载的机构为准。",
        "The lender is left blank; the institution named in the credit report is meant.",
    ),
    "no_item": Words(
        "草稿：程序没有比对出信用报告与凭证之间的矛盾，文书中的数据项由提交人自行填写。",
        "Draft: no contradiction between report and evidence was found; the submitter fills in what is held to be wrong.",
    ),
    "redaction_unseen": Words(
        "遮盖由程序自动提出，提交人未逐页核对。",
        "What is blacked out was proposed by the program and not checked page by page.",
    ),
}


def blocking(checks: Iterable[Concern], overridden: Iterable[str] = ()) -> list[Concern]:
    """The errors that still stand in the way."""
    known = set(overridden)
    return [c for c in checks if c.severity == "error" and not (c.overridable and c.key in known)]


def to_override(checks: Iterable[Concern]) -> tuple[str, ...]:
    """The keys of the errors that a person may take upon themselves, in the order in which the bundle prints them."""
    there = {concern.key for concern in checks if concern.severity == "error"}
    return tuple(key for key in TOLD if key in there)
