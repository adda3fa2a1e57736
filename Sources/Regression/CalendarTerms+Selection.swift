import TimeSeries

/// A column of calendar terms before its numbers.
struct CalendarColumn: Sendable, Hashable {
    let name: String
    let block: String
    let rule: CalendarRule
}

/// The columns of the blocks that occur in a history, collected block by block.
struct CalendarSelection {
    let days: [CivilDate]
    let minimumOccurrences: Int
    private(set) var kept: [CalendarColumn] = []
    private(set) var leftOut: [CalendarTerms.LeftOut] = []
    private var seen: [[Double]: String] = [:]

    init(days: [CivilDate], minimumOccurrences: Int) {
        self.days = days
        self.minimumOccurrences = minimumOccurrences
    }

    /// Adds what occurs of a block; working days are those of the country, Monday to Friday without one.
    mutating func add(_ block: CalendarTerms.Block, workdaysOf country: String?) {
        switch block {
        case .holidays(let code): addHolidays(block, code.uppercased())
        case .lunarNewYear:
            for (k, knot) in LunarKnots.days.enumerated() {
                let place = knot > 0 ? "+\(knot)" : knot < 0 ? "−\(-knot)" : "day"
                add("lunar New Year \(place)", block, .lunarKnot(k))
            }
        case .promotions(let events):
            for event in events { addPromotion(block, event) }
        case .monthTurn:
            add("first day of month", block, .dayOfMonth(1))
            add("second day of month", block, .dayOfMonth(2))
            add("last day of month", block, .dayOfMonth(-1))
            add("first working day of month", block, .firstWorkday(country))
            add("turn of month", block, .trueUp)
        case .billingDays(let numbers):
            for number in numbers {
                precondition(1...31 ~= number || -28 ... -1 ~= number, "a billing day is 1…31 or −28…−1")
                let name = number > 0 ? "day \(number) of month" : "day −\(-number) of month"
                add(name, block, .dayOfMonth(number))
            }
        case .hoursInDay(let clock):
            add("\(clock == .unitedStates ? "US" : "EU") hours in day", block, .hours(clock))
        }
    }

    private mutating func addHolidays(_ block: CalendarTerms.Block, _ code: String) {
        guard let calendar = HolidayCalendar.named(code) else {
            preconditionFailure("a country with a calendar: \(HolidayCalendar.codes.joined(separator: ", "))")
        }
        var seldom: [(name: String, holiday: String, occurrences: Int)] = []
        for holiday in calendar.holidayNames {
            let name = "\(code) \(holiday)"
            let rule = CalendarRule.holidays(code, [holiday])
            let count = occurrences(rule.values(on: days))
            if 1..<minimumOccurrences ~= count {
                seldom.append((name, holiday, count))
            } else {
                add(name, block, rule)
            }
        }
        let others = "\(code) other holidays"
        let pooled = CalendarRule.holidays(code, seldom.map(\.holiday))
        let isPooled = occurrences(pooled.values(on: days)) >= minimumOccurrences
        leftOut += seldom.map { entry in
            .init(
                name: entry.name,
                reason: isPooled
                    ? .pooled(into: others)
                    : .seldom(occurrences: entry.occurrences, needed: minimumOccurrences))
        }
        if isPooled { add(others, block, pooled) }
        add("\(code) holiday weekend", block, .holidayWeekend(code))
        add("\(code) adjusted working day", block, .adjustedWorkday(code))
        add("\(code) bridge day", block, .bridgeDay(code))
        if code != "CN" { add("\(code) between the years", block, .betweenTheYears(code)) }
    }

    private mutating func addPromotion(_ block: CalendarTerms.Block, _ event: Promotion) {
        let names: (event: String, peaks: [String]) =
            switch event {
            case .june18: ("618", ["618 on 1 June", "618 on 18 June"])
            case .double11: ("11.11", ["11.11 on 1 November", "11.11 on 11 November"])
            case .double12: ("12.12", ["12.12 on 12 December"])
            case .blackFriday: ("Black Friday", ["Black Friday on Friday", "Black Friday on Cyber Monday"])
            }
        add(names.event, block, .promotionSlope(event))
        for (k, name) in names.peaks.enumerated() { add(name, block, .promotionPeak(event, k)) }
    }

    private mutating func add(_ name: String, _ block: CalendarTerms.Block, _ rule: CalendarRule) {
        let values = rule.values(on: days)
        let count = occurrences(values)
        if count == 0 { return }
        if count < minimumOccurrences {
            leftOut.append(.init(name: name, reason: .seldom(occurrences: count, needed: minimumOccurrences)))
        } else if let twin = seen[values] {
            leftOut.append(.init(name: name, reason: .equals(twin)))
        } else {
            seen[values] = name
            kept.append(CalendarColumn(name: name, block: block.name, rule: rule))
        }
    }

    /// How often the days of a column occur: those at most 14 days apart are one occurrence.
    private func occurrences(_ values: [Double]) -> Int {
        var count = 0
        var last = -100
        for (i, value) in values.enumerated() where value != 0 {
            if i - last > 14 { count += 1 }
            last = i
        }
        return count
    }
}
