"""The expected failures, with a stable key and the words for each: what happened, then what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .words import Words


class Problem(StrEnum):
    """Stable keys: they stand in the case file and in JSON. Never rename one."""

    EMPTY_FILE = "empty_file"
    UNKNOWN_FORMAT = "unknown_format"
    TEXT_ONLY = "text_only"
    SAVE_AS_PDF = "save_as_pdf"
    WORDS_NOT_READ = "words_not_read"
    UNPACK_FIRST = "unpack_first"
    FILM_OR_SOUND = "film_or_sound"
    DAMAGED_PICTURE = "damaged_picture"
    DAMAGED_PDF = "damaged_pdf"
    PDF_FORM = "pdf_form"
    PDF_PORTFOLIO = "pdf_portfolio"
    DAMAGED_TABLE = "damaged_table"
    LOCKED_TABLE = "locked_table"
    UNKNOWN_TABLE = "unknown_table"
    OWN_LEDGER = "own_ledger"
    DAMAGED_ARCHIVE = "damaged_archive"
    DAMAGED_MEMBER = "damaged_member"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    PASSWORD_NEEDED = "password_needed"
    PASSWORD_WRONG = "password_wrong"
    PICTURE_TOO_LARGE = "picture_too_large"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TABLE_TOO_LARGE = "table_too_large"
    FILE_TOO_HEAVY = "file_too_heavy"
    FILE_UNREADABLE = "file_unreadable"
    FILE_MISSING = "file_missing"
    FOLDER_LINK = "folder_link"
    NO_FILES = "no_files"
    READING_CANNOT_START = "reading_cannot_start"
    NO_TEMPORARY_FOLDER = "no_temporary_folder"
    READING_CRASHED = "reading_crashed"
    READING_TIMED_OUT = "reading_timed_out"
    READING_FAILED = "reading_failed"
    NO_TEXT = "no_text"
    ENGINE_MISSING = "engine_missing"
    CANCELLED = "cancelled"
    NOT_A_CASE = "not_a_case"
    CASE_TOO_NEW = "case_too_new"
    CASE_DAMAGED = "case_damaged"
    CASE_LOCKED = "case_locked"
    CASE_IN_USE = "case_in_use"
    CASE_EXISTS = "case_exists"
    WRONG_PASSPHRASE = "wrong_passphrase"
    DISK_FULL = "disk_full"
    NOT_WRITABLE = "not_writable"
    BAD_LOAN_FILE = "bad_loan_file"
    BUNDLE_EMPTY = "bundle_empty"
    BUNDLE_FAULTY = "bundle_faulty"
    BUNDLE_TOO_LARGE = "bundle_too_large"
    REDACTION_LEAKS = "redaction_leaks"
    ROUTE_UNKNOWN = "route_unknown"
    FILING_DAYS = "filing_days"


WORDS: dict[Problem, Words] = {
    Problem.EMPTY_FILE: Words(
        "这个文件是空的（0 字节）。请重新保存或重新导出后再加入。",
        "This file is empty (0 bytes). Save or export it again, then add it.",
    ),
    Problem.UNKNOWN_FORMAT: Words(
        "认不出这个文件的格式。请加入图片（PNG、JPEG、HEIC 等）、PDF、CSV 或 Excel 文件。",
        "The format of this file is not known. Add pictures (PNG, JPEG, HEIC …), PDF, CSV or Excel files.",
    ),
    Problem.TEXT_ONLY: Words(
        "这个文件里只有文字，没有付款记录的表格。请把原来的页面、邮件或短信截图，或打印成 PDF 后再加入。",
        "This file holds only text, no table of payments."
        " Take a screenshot of the page, mail or message it comes from, or print it as PDF, then add that.",
    ),
    Problem.SAVE_AS_PDF: Words(
        "读不了 {format} 文件。请打开它，另存为或打印成 PDF（截图也可以）后再加入。",
        "A {format} file cannot be read. Open it, save or print it as PDF (a screenshot does, too), then add that.",
    ),
    Problem.WORDS_NOT_READ: Words(
        "已取出这个文件里的图片和附件（{count} 个），文件自己的文字没有读。文字有用的话，请把文件另存为或打印成 PDF 后再加入。",
        "The pictures and attachments in this file were added ({count}); its own words were not read."
        " If they matter, save or print the file as PDF, then add that.",
    ),
    Problem.UNPACK_FIRST: Words(
        "打不开 {format} 压缩包。请先解压，再加入里面的文件。",
        "A {format} archive cannot be opened. Unpack it, then add the files in it.",
    ),
    Problem.FILM_OR_SOUND: Words(
        "这是视频或录音，读不出文字。请把有用的画面截图后再加入。",
        "This is a film or a sound recording. Take screenshots of what matters in it, then add those.",
    ),
    Problem.DAMAGED_PICTURE: Words(
        "图片已损坏或不完整，打不开。请从手机上重新发送原图。",
        "The picture is damaged or incomplete. Send the original from the phone again.",
    ),
    Problem.DAMAGED_PDF: Words(
        "PDF 已损坏，打不开。请重新下载后再加入。", "The PDF is damaged. Download it again, then add it."
    ),
    Problem.PDF_FORM: Words(
        "这个 PDF 是动态表单（XFA），内容只有 Adobe Reader 能显示。请用它打开，打印成 PDF 或截图后再加入。",
        "This PDF is a dynamic form (XFA); Adobe Reader alone can show what it says. Open it there, print it as PDF or take"
        " screenshots, then add those.",
    ),
    Problem.PDF_PORTFOLIO: Words(
        "这个 PDF 是文件包，内容在它的 {files} 个附件里。请用 Adobe Reader 打开，把附件另存出来，再加入它们。",
        "This PDF is a portfolio; what it holds is in its {files} attachments. Open it in Adobe Reader, save those, then add"
        " them.",
    ),
    Problem.DAMAGED_TABLE: Words(
        "表格文件已损坏，打不开。请重新导出后再加入。", "The table file is damaged. Export it again, then add it."
    ),
    Problem.LOCKED_TABLE: Words(
        "这个 Excel 文件加了密码，程序打不开。请用 Excel 或 WPS 输入密码打开，另存为不加密的副本后再加入。",
        "This Excel file is locked with a password. Open it in Excel or WPS, save a copy without password, then add that.",
    ),
    Problem.UNKNOWN_TABLE: Words(
        "在这个表格里没有找到付款记录的标题行。请加入银行、支付宝或微信导出的原始文件；平台的还款记录可以截图后加入；"
        "自己记的表格，标题行要有“日期”“金额”“备注”。",
        "No column titles of payments were found in this table. Add the file as the bank, Alipay or WeChat exported it;"
        " of a platform's list of repayments a screenshot will do; a table of your own needs the titles 日期 (day), 金额 (amount), 备注 (note).",
    ),
    Problem.OWN_LEDGER: Words(
        "这是记账本的导出，是自己记的账，不是交易记录。请在支付宝“账单”中开具交易流水证明后再加入。",
        "This is the export of a ledger kept by hand, not a record of payments. Get the statement from the bills of Alipay, then add it.",
    ),
    Problem.DAMAGED_ARCHIVE: Words(
        "这个文件（压缩包或 Excel 表格）已损坏，打不开。请重新下载或重新导出后再加入。",
        "This file (an archive or an Excel table) is damaged. Download or export it again, then add it.",
    ),
    Problem.DAMAGED_MEMBER: Words(
        "压缩包里的这个文件已损坏，取不出来；其余文件不受影响。请重新下载压缩包后再加入。",
        "This file in the archive is damaged; the others are not affected. Download the archive again, then add it.",
    ),
    Problem.ARCHIVE_TOO_LARGE: Words(
        "压缩包解压后太大（{files} 个文件，{mb} MB），没有打开。请自行解压，只加入需要的文件。",
        "Unpacked, this archive would be too large ({files} files, {mb} MB); it was not opened. Unpack it yourself and add"
        " only the files that matter.",
    ),
    Problem.PASSWORD_NEEDED: Words(
        "这个文件有密码。请输入密码后再识别。", "This file has a password. Enter it to read the file."
    ),
    Problem.PASSWORD_WRONG: Words(
        "输入过的密码打不开这个文件。请核对后再输入一次；密码一般在申请这个文件的记录里，或在短信里。",
        "The passwords entered so far do not open this file. Check the password and enter it again;"
        " it mostly stands where the file was asked for, or in a message.",
    ),
    Problem.PICTURE_TOO_LARGE: Words(
        "图片太大（{width} × {height} 像素），无法识别。请加入原始截图，或把它裁成几张。",
        "The picture is too large ({width} × {height} pixels). Add the original screenshot, or cut it into several.",
    ),
    Problem.FILE_TOO_LARGE: Words(
        "文件太大（{mb} MB）。请拆分后再加入。", "The file is too large ({mb} MB). Split it, then add the parts."
    ),
    Problem.TOO_MANY_PAGES: Words(
        "文件有 {pages} 页，最多能识别 {most} 页，没有识别。请拆分成几个文件后再加入。",
        "The file has {pages} pages; no more than {most} can be read, so none was. Split it into several files, then add those.",
    ),
    Problem.TABLE_TOO_LARGE: Words(
        "表格太大，无法识别。请只导出需要的时间段，或删去多余的空行、空列后另存，再加入。",
        "The table is too large to be read. Export only the months that matter, or delete empty rows and columns and save"
        " it, then add that.",
    ),
    Problem.FILE_TOO_HEAVY: Words(
        "打开这个文件时超过了时间或内存的限制：它太大，或已损坏。请重新导出，或拆分后再加入。",
        "Opening this file took more time or memory than is allowed: it is too large, or damaged."
        " Export it again, or split it, then add that.",
    ),
    Problem.FILE_UNREADABLE: Words(
        "读不到这个文件或文件夹。请检查它是否被别的程序占用，或有没有读取权限。",
        "The file or folder could not be opened. See whether another program holds it, or whether you may read it.",
    ),
    Problem.FILE_MISSING: Words(
        "找不到这个文件。请检查路径后再试。", "The file is not there. Check the path and try again."
    ),
    Problem.FOLDER_LINK: Words(
        "这是指向另一个文件夹的链接，没有跟着打开。请直接加入那个文件夹。",
        "This is a link to another folder; it was not followed. Add that folder itself.",
    ),
    Problem.NO_FILES: Words(
        "这里面没有文件。请选择放有截图的文件夹或压缩包。",
        "There are no files in it. Choose the folder or the archive that holds the screenshots.",
    ),
    Problem.READING_CANNOT_START: Words(
        "识别程序无法启动。请关闭本程序后重新打开；若仍不行，请查看安全软件是否拦截了它。",
        "Reading cannot start. Close the program and open it again; if that does not help, see whether security "
        "software holds it back.",
    ),
    Problem.NO_TEMPORARY_FOLDER: Words(
        "系统的临时文件夹不能写入（磁盘已满，或没有权限），无法识别。请腾出空间或检查权限后重试。",
        "The system's folder for temporary files cannot be written to (the disk is full, or it is not allowed), so nothing"
        " can be read. Free some space or see to the permission, then try again.",
    ),
    Problem.READING_CRASHED: Words(
        "识别这一页时出错退出，其余页面不受影响。请重试；若仍失败，请手工填写。",
        "Reading this page broke off; the other pages are not affected. Try again, or enter the values by hand.",
    ),
    Problem.READING_TIMED_OUT: Words(
        "识别这一页超过了时间限制，已跳过。请重试；若仍失败，请手工填写。",
        "Reading this page took too long and was skipped. Try again, or enter the values by hand.",
    ),
    Problem.READING_FAILED: Words(
        "这一页识别失败。请重试；若仍失败，请手工填写。",
        "This page could not be read. Try again, or enter the values by hand.",
    ),
    Problem.NO_TEXT: Words(
        "这个文件里没有找到文字。请检查是否选错了文件；若没有选错，请手工填写。",
        "No text was found in this file. See whether it is the right one; if it is, enter the values by hand.",
    ),
    Problem.ENGINE_MISSING: Words(
        "没有找到识别引擎 {engine}。请先安装它，或改用默认引擎。",
        "The reading engine {engine} was not found. Install it, or use the default engine.",
    ),
    Problem.CANCELLED: Words(
        "识别已取消。可以随时重新识别。", "Reading was cancelled. It can be started again at any time."
    ),
    Problem.NOT_A_CASE: Words(
        "这不是乐花证据夹的档案文件，没有改动它。请选择 .lehua 档案。",
        "This is not a Lehua case file; it was left as it is. Choose a .lehua file.",
    ),
    Problem.CASE_TOO_NEW: Words(
        "这个档案由更新版本的程序保存，没有改动它。请先更新程序再打开。",
        "This case was saved by a later version of the program; it was left as it is. Update the program, then open it.",
    ),
    Problem.CASE_DAMAGED: Words(
        "档案文件已损坏。请从备份或已导出的证据包中恢复。",
        "The case file is damaged. Restore it from a backup or from an exported bundle.",
    ),
    Problem.CASE_LOCKED: Words(
        "这个档案有口令。请输入口令后再打开。", "This case has a passphrase. Enter it to open the case."
    ),
    Problem.CASE_IN_USE: Words(
        "这个档案正被另一个窗口使用。请先关闭那个窗口。",
        "This case is in use by another window. Close that window first.",
    ),
    Problem.CASE_EXISTS: Words(
        "同名文件已存在，没有覆盖它。请换一个文件名。",
        "A file of that name exists; it was not overwritten. Choose another name.",
    ),
    Problem.WRONG_PASSPHRASE: Words(
        "口令不对，打不开档案。请检查后重试。", "The passphrase is not right. Check it and try again."
    ),
    Problem.DISK_FULL: Words(
        "磁盘空间不足，刚才的内容没有存上，之前的内容完好。请腾出空间后重试。",
        "The disk is full: what came last was not saved, all that was there before is whole. Free some space and try again.",
    ),
    Problem.NOT_WRITABLE: Words(
        "这个位置不能写入。请选择另一个文件夹。", "This place cannot be written to. Choose another folder."
    ),
    Problem.BAD_LOAN_FILE: Words(
        "借款信息文件的内容不对（{detail}）。请检查后重试。",
        "The loan file is not right ({detail}). Check it and try again.",
    ),
    Problem.BUNDLE_EMPTY: Words(
        "还没有可以导出的证据。请先加入截图或 PDF。",
        "There is no evidence to export yet. Add screenshots or PDFs first.",
    ),
    Problem.BUNDLE_FAULTY: Words(
        "写出的证据包没有通过校验，已删除，之前的文件没有改动。请重试。",
        "The bundle that was written did not pass its check and was removed; former files were not touched. Try again.",
    ),
    Problem.BUNDLE_TOO_LARGE: Words(
        "压缩和分卷之后仍超过 {limit} MB 的上限（{mb} MB）。请减少证据，或改用更大的上限。",
        "Made smaller and cut into volumes, it is still over the limit of {limit} MB ({mb} MB). Leave out some evidence, or"
        " allow more.",
    ),
    Problem.FILING_DAYS: Words(
        "收到日和答复日不能早于提交日，有答复类型就要有答复日。请检查日期。",
        "Receipt and reply cannot come before the day of sending, and a kind of reply needs its day. Check the days.",
    ),
    Problem.REDACTION_LEAKS: Words(
        "遮盖版没有写出：{where}（文件，页码）上仍能读出应当遮盖的内容。请打开原件的这一页，把它框出来遮盖，再导出。",
        "The redacted edition was not written: something that must be blacked out can still be read on {where} (file, page)."
        " Open that page of the original, draw a box over it, then export again.",
    ),
    Problem.ROUTE_UNKNOWN: Words(
        "没有名为“{route}”的渠道。可用的渠道：{known}。", "There is no route “{route}”. Known routes: {known}."
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """An expected failure as a value: its key and the details its words need. Details never hold document text."""

    problem: Problem
    details: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return WORDS[self.problem].fill(**self.details)

    @property
    def locked(self) -> bool:
        """Whether a password is all that the file wants."""
        return self.problem in (Problem.PASSWORD_NEEDED, Problem.PASSWORD_WRONG)


class LehuaError(Exception):
    """An expected failure on its way up to the place that can show it."""

    def __init__(self, problem: Problem, **details: object) -> None:
        self.fault = Fault(problem, {name: str(value) for name, value in details.items()})
        super().__init__(problem.value)

    def __reduce__(self) -> tuple[object, ...]:
        # Worker processes send errors home by pickle, which would call __init__ with the message alone.
        return (_rebuild, (self.fault,))


def _rebuild(fault: Fault) -> LehuaError:
    return LehuaError(fault.problem, **fault.details)
