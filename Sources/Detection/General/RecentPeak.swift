/// The largest evidence of the recent past, whose length grows with the series.
struct RecentPeak: Sendable, Hashable {
    private var time = 0
    /// Times and numbers, each larger than those after it; entries before `first` are over.
    private var peaks: [(time: Int, value: Double)] = []
    private var first = 0

    static func == (a: RecentPeak, b: RecentPeak) -> Bool {
        a.time == b.time && a.peaks[a.first...].elementsEqual(b.peaks[b.first...]) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(time) }

    /// Whether `value` is larger than all of the last 100 steps, or of the last twenty-fifth of the series if that is longer.
    mutating func isNews(_ value: Double) -> Bool {
        let start = time - max(100, time / 25)
        while first < peaks.count, peaks[first].time < start { first += 1 }
        if first > 1000 {
            peaks.removeFirst(first)
            first = 0
        }
        let isNews = first == peaks.count || value > peaks[first].value
        while peaks.count > first, let last = peaks.last, last.value <= value { peaks.removeLast() }
        peaks.append((time, value))
        time += 1
        return isNews
    }
}
