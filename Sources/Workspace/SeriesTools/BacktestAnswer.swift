internal import Forecasting
internal import TimeSeries

/// What a backtest found: scores of methods, the best method of each series, and the verdict.
///
/// A table is followed by the verdict; CSV has the rows only and the verdict goes to standard error; JSON is one object
/// with `methods`, `verdict` and, if asked for, `series`.
struct BacktestAnswer {
    private let question: SeriesBacktest
    private var scores: [MethodScore]
    private var best: [BestMethod] = []
    private var leftOut = LeftOutSeries()
    /// Series with fewer origins than asked for.
    private var shortCount = 0

    init(_ question: SeriesBacktest) {
        self.question = question
        let shares = question.coverages.map { $0 / 100 }
        scores = question.methods.map { MethodScore($0.name, coverages: shares) }
    }

    /// The method with the lowest mean scaled error on one series.
    private struct BestMethod {
        let id: String
        let folds: Int
        let name: String?
        let mase: Double?
    }

    /// Takes in all folds of a series.
    mutating func add(_ folds: [SeriesBacktest.FoldResult], _ member: UsableSeries.Member, index: Int) {
        guard !folds.isEmpty else {
            let period = question.input.periods(for: member.series.frequency).first ?? 1
            let needed = max(period + 1, 5) + question.horizon
            return leftOut.leaveOut(
                member.id,
                "needs \(needed) values for one fold, some of them observed after its origin, got \(member.series.count); use a shorter horizon"
            )
        }
        if folds.count < question.folds { shortCount += 1 }
        var ownBest: (name: String, mase: Double)?
        for k in scores.indices {
            var own: [Double] = []
            for result in folds {
                let outcome = result.outcomes[k]
                scores[k].add(milliseconds: outcome.milliseconds)
                guard let score = outcome.score else {
                    scores[k].addFailure()
                    continue
                }
                scores[k].add(score, series: index, span: span(result.fold, member.series))
                if let mase = score.point.mase { own.append(mase) }
            }
            guard own.count == folds.count else { continue }
            let mean = own.reduce(0, +) / Double(own.count)
            if ownBest.map({ mean < $0.mase }) ?? true { ownBest = (scores[k].name, mean) }
        }
        best.append(.init(id: member.id, folds: folds.count, name: ownBest?.name, mase: ownBest?.mase))
    }

    private func span(_ fold: BacktestFold, _ series: Series) -> Range<Int> {
        let (first, end) = (fold.origin, fold.origin + question.horizon)
        return series.timestamp(first).secondsSinceEpoch..<series.timestamp(end).secondsSinceEpoch
    }

    func answer(_ format: OutputFormat, bySeries: Bool, input: UsableSeries) -> SeriesAnswer {
        let verdict = BacktestVerdict(scores)
        let notes = shortCount > 0 ? ["\(shortCount) series have fewer than \(question.folds) folds"] : []
        let text =
            switch format {
            case .json: json(verdict, bySeries: bySeries)
            case .csv: (bySeries ? seriesTable : methodTable).text(.csv)
            case .table:
                ([methodTable] + (bySeries ? [seriesTable] : [])).map { $0.text(.table) + "\n" }.joined()
                    + verdict.lines.map { $0 + "\n" }.joined()
            }
        return SeriesAnswer(
            text: text, input: input.notes, leftOut: leftOut,
            notes: notes + (format == .csv ? verdict.lines : []))
    }

    private func json(_ verdict: BacktestVerdict, bySeries: Bool) -> String {
        let list = methodTable.jsonObjects.map { "    " + $0 }.joined(separator: ",\n")
        var text = "{\n  \"horizon\": \(question.horizon),\n  \"folds\": \(question.folds),\n"
        text += "  \"step\": \(question.step),\n  \"methods\": [\n\(list)\n  ],\n"
        if bySeries {
            let rows = seriesTable.jsonObjects.map { "    " + $0 }.joined(separator: ",\n")
            text += "  \"series\": [\(rows.isEmpty ? "" : "\n\(rows)\n  ")],\n"
        }
        return text + "  \"verdict\": \(verdict.json)\n}\n"
    }

    private var methodTable: CellTable {
        let ranges = question.coverages.flatMap { coverage in
            let name = ForecastColumns.percentText(coverage)
            return ["msis-" + name, "coverage-" + name]
        }
        let numbers =
            ["sMAPE", "mase", "rmsse", "wape", "pinball"] + ranges
            + ["bias", "milliseconds", "series", "folds", "failures"]
        var table = CellTable(columns: [.init("method")] + numbers.map { .init($0, isNumber: true) })
        table.rows = MethodVerdict.ranking(scores).map { score in
            let points = [score.sMAPE, score.mase, score.rmsse, score.wape, score.pinball].map { Cell($0) }
            let ranges = score.coverage.flatMap { range in
                [Cell(range.msis), Cell(range.count > 0 ? range.measuredCoverage : nil)]
            }
            let last = [Cell(score.bias), Cell(score.millisecondsPerForecast)]
            let counts = [score.series, score.forecasts, score.failures].map { Cell.count($0) }
            return [.text(score.name)] + points + ranges + last + counts
        }
        return table
    }

    private var seriesTable: CellTable {
        var table = CellTable(columns: [
            .init("unique_id"), .init("folds", isNumber: true), .init("method"),
            .init("mase", isNumber: true),
        ])
        table.rows = best.map {
            [.text($0.id), .count($0.folds), $0.name.map { .text($0) } ?? .unknown, Cell($0.mase)]
        }
        return table
    }
}
