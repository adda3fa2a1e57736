/// A civil time to the second, without a zone: the `ds` of a time series.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01 00:00:00 of the same civil calendar.
    public let secondsSinceEpoch: Int

    /// The time `secondsSinceEpoch` seconds after 1970-01-01 00:00:00.
    public init(secondsSinceEpoch: Int) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Midnight at the start of a day.
    public init(_ day: CivilDate) {
        secondsSinceEpoch = day.dayNumber * 86_400
    }

    /// The day this time is in.
    public var day: CivilDate {
        let seconds = secondsSinceEpoch
        return CivilDate(dayNumber: (seconds >= 0 ? seconds : seconds - 86_399) / 86_400)
    }

    /// Seconds since midnight, 0 ..< 86,400.
    public var secondOfDay: Int { secondsSinceEpoch - day.dayNumber * 86_400 }

    /// The time written as `YYYY-MM-DD`, or with a time by ISO 8601 (`T` or a space between; seconds, a fraction and a
    /// zone may follow: a zone is applied, so that the result is UTC); `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let day = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)) else {
            return nil
        }
        var seconds = day.dayNumber * 86_400
        if bytes.count > 10 {
            guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
                let time = Timestamp.secondsOfTime(bytes[11...])
            else { return nil }
            seconds += time
        }
        secondsSinceEpoch = seconds
    }

    /// Seconds that `HH:MM[:SS[.fff]][Z|±HH[:]MM]` stands after midnight UTC.
    private static func secondsOfTime(_ text: ArraySlice<UInt8>) -> Int? {
        var rest = text
        func twoDigits() -> Int? {
            guard rest.count >= 2, let first = rest.first, let second = rest.dropFirst().first,
                48...57 ~= first, 48...57 ~= second
            else { return nil }
            rest = rest.dropFirst(2)
            return Int(first - 48) * 10 + Int(second - 48)
        }
        func skip(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let hour = twoDigits(), hour <= 24, skip(":"), let minute = twoDigits(), minute < 60 else {
            return nil
        }
        var seconds = hour * 3600 + minute * 60
        if skip(":") {
            guard let second = twoDigits(), second <= 60 else { return nil }
            seconds += second
            if skip(".") { rest = rest.drop { 48...57 ~= $0 } }
        }
        if rest.isEmpty || (skip("Z") && rest.isEmpty) { return seconds }
        let sign = rest.first == UInt8(ascii: "+") ? 1 : rest.first == UInt8(ascii: "-") ? -1 : 0
        rest = rest.dropFirst()
        guard sign != 0, let zoneHour = twoDigits() else { return nil }
        _ = skip(":")
        let zoneMinute = rest.isEmpty ? 0 : twoDigits()
        guard let zoneMinute, rest.isEmpty else { return nil }
        return seconds - sign * (zoneHour * 3600 + zoneMinute * 60)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }
}

extension Timestamp: CustomStringConvertible {
    /// `YYYY-MM-DD` at midnight, else `YYYY-MM-DDTHH:MM:SS`.
    public var description: String {
        let second = secondOfDay
        guard second != 0 else { return day.description }
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }
}
