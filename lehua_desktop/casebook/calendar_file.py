"""The days of a case as an iCalendar file (RFC 5545), for the calendar of a phone or a computer."""

from __future__ import annotations

import datetime as dt

from icalendar import Alarm, Calendar, Event

from .. import __version__
from ..core.filing import Deadline, Filing, FilingState, Outlook
from ..core.words import Language, Words
from ..ledger.filing_words import ROUTES

_NAME = Words("乐花证据夹：投诉与期限", "Lehua: complaints and deadlines")
_NO_ADVICE = Words("根据登记的日期推算，不构成法律意见。", "Reckoned from the days entered. This is no legal advice.")
# From the beginning of the day: nine in the morning three days before, and on the day itself.
_ALARMS = (dt.timedelta(days=-3, hours=9), dt.timedelta(hours=9))


def calendar_file(outlook: Outlook, case_uid: str, now: dt.datetime, language: Language) -> bytes:
    """All days that still lie ahead, each a whole day with two reminders.

    The same day of the same thing keeps its UID, so that a second import moves events instead of doubling them.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Lehua Desktop//{__version__}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _NAME.say(language))
    for deadline, state in outlook.ahead():
        calendar.add_component(_event(deadline, state, case_uid, now, language))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, state: FilingState | None, case_uid: str, now: dt.datetime, language: Language) -> Event:
    name = deadline.name.say(language)
    route = ROUTES[state.filing.route] if state else None
    title = (
        Words("{route}：{name}", "{route}: {name}").fill(route=route.say(language), name=name).say(language)
        if route
        else name
    )
    event = Event()
    event.add("uid", f"{deadline.uid}@{case_uid}.lehua")
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + dt.timedelta(days=1))  # RFC 5545: the day after the last one
    event.add("transp", "TRANSPARENT")
    event.add("summary", title)
    event.add("description", "\n".join(_lines(deadline, state.filing if state else None, language)))
    for trigger in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", trigger)
        event.add_component(alarm)
    return event


def _lines(deadline: Deadline, filing: Filing | None, language: Language) -> list[str]:
    lines = []
    if filing is not None:
        lines.append(Words(f"提交日：{filing.sent}", f"Sent on {filing.sent}").say(language))
        if filing.institution:
            lines.append(Words(f"机构：{filing.institution}", f"To: {filing.institution}").say(language))
        if filing.reference:
            lines.append(Words(f"编号：{filing.reference}", f"Reference: {filing.reference}").say(language))
    lines += [note.say(language) for note in deadline.notes]
    if deadline.basis:
        lines.append(Words("依据：{b}", "Basis: {b}").fill(b=deadline.basis.say(language)).say(language))
    lines.append(_NO_ADVICE.say(language))
    return lines
