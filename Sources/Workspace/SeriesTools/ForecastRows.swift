internal import Forecasting
internal import TimeSeries

/// The columns of rows about forecasts: `unique_id`, `ds`, other texts, then numbers.
struct ForecastColumns: Sendable, Hashable {
    /// Texts after `unique_id` and `ds`.
    var labels: [String] = []
    /// Numbers.
    let numbers: [String]
    /// Whether `ds` has hours anywhere.
    var hasHours = false

    /// All names in order.
    var names: [String] { ["unique_id", "ds"] + labels + numbers }

    /// `mean,lo-80,hi-80,…`, with what comes before.
    static func ranges(of coverages: [Double], after first: [String] = []) -> [String] {
        first + ["mean"]
            + coverages.flatMap { coverage in
                let name = percentText(coverage)
                return ["lo-" + name, "hi-" + name]
            }
    }

    /// 80 for 80 percent, 99.5 for 99.5.
    static func percentText(_ percent: Double) -> String {
        percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
    }
}

/// The rows of one forecast, column by column, so that a million of them take no more than their numbers.
struct ForecastRows: Sendable {
    let id: String
    /// One a further text column: the same in all rows.
    var labels: [String] = []
    let times: [Timestamp]
    /// Whether times are written with their hours, midnight too.
    let hasHours: Bool
    /// Column by column; NaN is unknown.
    let numbers: [[Double]]

    /// The rows for the steps from value `origin` of the series on.
    init(
        _ member: UsableSeries.Member, _ forecast: Forecast, origin: Int, labels: [String] = [],
        first: [[Double]] = []
    ) {
        id = member.id
        self.labels = labels
        times = forecast.mean.indices.map { member.series.timestamp(origin + $0) }
        hasHours = member.hasHours
        numbers = first + [forecast.mean] + forecast.intervals.flatMap { [$0.lower, $0.upper] }
    }

    func time(_ row: Int) -> String { times[row].text(hasHours: hasHours) }
}

extension ForecastRows {
    /// Appends the rows as CSV without a header.
    func appendCSV(to bytes: inout [UInt8]) {
        let id = TextTable.quoted(TextTable.withoutFormula(self.id))
        let labels = self.labels.map { TextTable.quoted(TextTable.withoutFormula($0)) }
        for row in times.indices {
            bytes.append(contentsOf: id.utf8)
            bytes.append(UInt8(ascii: ","))
            bytes.append(contentsOf: time(row).utf8)
            for label in labels {
                bytes.append(UInt8(ascii: ","))
                bytes.append(contentsOf: label.utf8)
            }
            for column in numbers {
                bytes.append(UInt8(ascii: ","))
                let value = column[row]
                if value.isFinite { bytes.append(contentsOf: value.description.utf8) }
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    /// Appends the rows to a table for JSON or a terminal.
    func append(to table: inout CellTable) {
        for row in times.indices {
            let texts = [Cell.text(id), .text(time(row))] + labels.map { .text($0) }
            table.rows.append(texts + numbers.map { Cell($0[row]) })
        }
    }
}
