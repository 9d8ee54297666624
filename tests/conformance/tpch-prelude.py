from datetime import date, timedelta

import ibis


def add_date(datestr, dy=0, dm=0, dd=0):
    day = date.fromisoformat(datestr)
    month = day.month - 1 + dm
    shifted = date(day.year + dy + month // 12, month % 12 + 1, day.day)
    return ibis.date((shifted + timedelta(days=dd)).isoformat())


