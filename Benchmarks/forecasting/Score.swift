import Forecasting
import Statistics
import TimeSeries

/// What one method got wrong on the cases of one group.
struct Score {
    private(set) var count = 0
    private var sMAPE = 0.0
    private var mase = 0.0
    private var naiveSMAPE = 0.0
    private var naiveMASE = 0.0
    private var oracleMASE = 0.0
    private var absolute = 0.0
    private var size = 0.0
    private var totalErrors: [Double] = []
    private var hits = [0, 0]
    private var steps = 0
    private var msis = 0.0
    private var monthHits = [0, 0]
    private var months = 0
    private var winkler = [0.0, 0.0]
    private var milliseconds: [Double] = []

    mutating func add(_ prediction: Prediction, _ item: Case, horizon: Int) {
        let actual = Array(item.future[..<horizon])
        let history = item.history.values
        func accuracy(_ forecast: [Double]) -> PointAccuracy {
            PointAccuracy(
                forecast: Array(forecast[..<horizon]), actual: actual, history: history,
                period: item.scaleSeason)
        }
        let own = accuracy(prediction.mean)
        let naive = accuracy(Naive2.forecast(history, season: item.scaleSeason, horizon: horizon))
        count += 1
        sMAPE += own.sMAPE
        mase += own.mase ?? 0
        naiveSMAPE += naive.sMAPE
        naiveMASE += naive.mase ?? 0
        if !item.oracle.isEmpty { oracleMASE += accuracy(item.oracle).mase ?? 0 }
        for i in 0..<horizon {
            absolute += abs(prediction.mean[i] - actual[i])
            size += abs(actual[i])
        }
        let total = actual.reduce(0, +)
        if total != 0 {
            totalErrors.append(abs(prediction.mean[..<horizon].reduce(0, +) - total) / abs(total))
        }
        milliseconds.append(prediction.milliseconds)
        addRanges(prediction.prefix(horizon), item, actual)
    }

    private mutating func addRanges(_ prediction: Prediction, _ item: Case, _ actual: [Double]) {
        for (k, interval) in prediction.intervals.enumerated() {
            let accuracy = IntervalAccuracy(
                interval, actual: actual, history: item.history.values, period: item.scaleSeason)
            hits[k] += accuracy.hits
            if k == 0 { steps += actual.count } else { msis += accuracy.msis ?? 0 }
        }
        let month = Prediction.month(actual.count)
        let recent = item.history.values.suffix(28).map(abs)
        let level = recent.reduce(0, +) / Double(recent.count) * Double(month)
        guard let ranges = prediction.totals, level > 0 else { return }
        let total = actual[..<month].reduce(0, +)
        months += 1
        for (k, range) in ranges.enumerated() {
            if range.contains(total) { monthHits[k] += 1 }
            let outside = max(0, range.lowerBound - total) + max(0, total - range.upperBound)
            let width = range.upperBound - range.lowerBound
            winkler[k] += (width + 2 / (1 - Prediction.coverages[k]) * outside) / level
        }
    }

    static let header =
        "| group | method | cases | sMAPE | MASE | ÷ oracle | OWA | WAPE % | total % | 80 % | 95 % | MSIS | month 80 % | month 95 % | Winkler 80 | Winkler 95 | ms |\n"
        + "|---|---|" + String(repeating: "--:|", count: 15)

    func row(group: String, method: String) -> String {
        let n = Double(count)
        let owa = (sMAPE / naiveSMAPE + mase / naiveMASE) / 2
        func share(_ hits: Int, _ of: Int) -> String {
            of > 0 ? number(100 * Double(hits) / Double(of), 1) : ""
        }
        func mean(_ sum: Double) -> String { months > 0 ? number(sum / Double(months), 3) : "" }
        let sorted = milliseconds.sorted()
        let cells = [
            group, method, "\(count)", number(sMAPE / n, 3), number(mase / n, 3),
            oracleMASE > 0 ? number(mase / oracleMASE, 2) : "", number(owa, 3),
            number(100 * absolute / size, 2),
            totalErrors.isEmpty ? "" : number(100 * totalErrors.median(), 2), share(hits[0], steps),
            share(hits[1], steps), steps > 0 ? number(msis / n, 2) : "", share(monthHits[0], months),
            share(monthHits[1], months), mean(winkler[0]), mean(winkler[1]),
            number(sorted[sorted.count / 2], 2),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private func number(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let text = "\((abs(value) * scale).rounded() / scale)"
        let parts = text.split(separator: ".")
        let fraction = String((parts.count > 1 ? String(parts[1]) : "").prefix(decimals))
        let padded = fraction + String(repeating: "0", count: decimals - fraction.count)
        return (value < 0 ? "-" : "") + parts[0] + "." + padded
    }
}
