internal import Columnar
internal import TimeSeries

/// Reads the texts of a column of times, each distinct text once.
struct TimeReader: Sendable {
    private var raw = RawTexts()
    private var seconds: [Int64] = [ChargeBatch.noTime]
    private var hasNoZone: [Bool] = [false]
    private var someWithoutZone = false
    private var codes: [UInt32] = []

    /// Distinct texts that are remembered.
    private static let bound = 1 << 20

    /// Reads a column of times.
    ///
    /// - Parameters:
    ///   - time: Which of the four it is.
    ///   - batch: Gets the seconds, the failures and the notes.
    ///   - place: Names a row in notes.
    ///   - encode: Writes the codes of the texts.
    mutating func read(
        _ time: FOCUSLayout.Time, _ batch: inout ChargeBatch, place: (Int) -> String,
        encode: (inout RawTexts, inout [UInt32]) -> Void
    ) {
        if raw.dictionary.count > TimeReader.bound { self = TimeReader() }
        encode(&raw, &codes)
        understand()
        let seconds = seconds
        let k = time.rawValue
        batch.times[k].removeAll(keepingCapacity: true)
        batch.times[k].append(contentsOf: codes.lazy.map { seconds[Int($0)] })
        if batch.times[k].contains(ChargeBatch.unreadableTime) { fail(time, &batch) }
        guard someWithoutZone else { return }
        guard let first = codes.firstIndex(where: { hasNoZone[Int($0)] }) else { return }
        batch.notes.add(
            .timeWithoutZone, column: time.column, count: codes.count { hasNoZone[Int($0)] },
            at: place(first))
    }

    private mutating func understand() {
        while seconds.count <= raw.dictionary.count {
            let text = raw.dictionary.text(UInt32(seconds.count))
            let time = text.uppercased() == "NULL" ? ChargeBatch.noTime : TimeReader.seconds(text)
            seconds.append(time)
            let isZoneless =
                text.utf8.count > 10 && !text.hasSuffix("Z")
                && !text.dropFirst(11).contains { "+-".contains($0) }
            hasNoZone.append(isZoneless)
            if isZoneless, time != ChargeBatch.noTime { someWithoutZone = true }
        }
    }

    private func fail(_ time: FOCUSLayout.Time, _ batch: inout ChargeBatch) {
        for (row, second) in batch.times[time.rawValue].enumerated()
        where second == ChargeBatch.unreadableTime {
            batch.failures.append(
                .init(
                    row: row, column: time.column, fault: "needs a time such as 2026-06-14T00:00:00Z",
                    got: "\"" + raw.dictionary.text(codes[row]).prefix(40) + "\""))
        }
    }

    private static func seconds(_ text: String) -> Int64 {
        Timestamp(text).map { Int64($0.secondsSinceEpoch) } ?? ChargeBatch.unreadableTime
    }
}
