"""Makes calendars.json: lunar dates by lunardate, holidays of US, SG and DE by the package holidays."""

import json
import datetime
import importlib.metadata as metadata

import holidays
import lunardate


def lunar(month, day):
    dates = [lunardate.LunarDate(y, month, day, False).to_solar_date() for y in range(1990, 2100)]
    return [d.isoformat() for d in dates]


def days(code, first, last):
    found = holidays.country_holidays(code, years=range(first, last + 1))
    return sorted(d.isoformat() for d in found if first <= d.year <= last)


json.dump(
    {
        "programs": {name: metadata.version(name) for name in ("lunardate", "holidays")},
        "date": datetime.date.today().isoformat(),
        "lunarNewYear": lunar(1, 1),
        "dragonBoat": lunar(5, 5),
        "midAutumn": lunar(8, 15),
        "holidays": {
            "US": days("US", 1995, 2060),
            "SG": days("SG", 2008, 2027),
            "DE": days("DE", 1996, 2060),
        },
    },
    open("calendars.json", "w"),
    indent=0,
)
