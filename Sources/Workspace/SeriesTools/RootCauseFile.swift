internal import RootCause

/// `outlay rootcause`: which parts of a cube explain a change, from a file of leaves.
///
/// A row holds the values of all dimensions, `real` and `predict`; rows of the same leaf are added up. A ratio has two
/// measures instead, such as `real_cost`, `real_usage`, `predict_cost` and `predict_usage`.
public struct RootCauseFile: Sendable, Hashable {
    /// The file: CSV, CSV.gz or Parquet.
    public var path: String
    /// The measure above the line of a ratio: columns `real_…` and `predict_…` of this name; `nil`: from the columns.
    public var numerator: String?
    /// The measure below the line of a ratio.
    public var denominator: String?

    /// The leaves in a file.
    public init(path: String, numerator: String? = nil, denominator: String? = nil) {
        self.path = path
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Causes with what each did to the whole and what is left over after it: `scope,real,predict,contribution,score,remainder`.
    ///
    /// Money is exact: contributions and the last remainder add up to the change to the last digit.
    ///
    /// - Throws: ``WorkspaceError`` if the file cannot be read, lacks a column or has no row that can be used.
    public func answer(_ format: OutputFormat) throws(WorkspaceError) -> SeriesAnswer {
        let leaves = try LeafFileReader(path: path, numerator: numerator, denominator: denominator).read()
        let listing =
            leaves.measures.isRatio
            ? try ratio(leaves) : RootCauseListing(sums: leaves, SubsetScan().explain(leaves.table).causes)
        return SeriesAnswer(text: listing.text(format), warnings: leaves.warnings)
    }

    private func ratio(_ leaves: LeafRows) throws(WorkspaceError) -> RootCauseListing {
        let table = RatioTable(
            numerator: leaves.table, real: leaves.columns[2].values, predict: leaves.columns[3].values)
        guard let real = table.realRatio, let predict = table.predictRatio else {
            throw WorkspaceError(
                .data,
                "\(path): needs a sum above 0 of \(leaves.measures.names[2]) and of \(leaves.measures.names[3]); check the file"
            )
        }
        return RootCauseListing(
            ratio: SubsetScan().explain(table), in: leaves.table, real: real, predict: predict)
    }
}

/// Causes as they are printed.
private struct RootCauseListing {
    private var rows: [Row] = []
    private var rest: Row
    private let whole: Row
    private let isRatio: Bool

    struct Row {
        var scope: [(dimension: String, value: String)]
        var effect: RatioCause.Effect?
        var real: ExactAmount?
        var predict: ExactAmount?
        var contribution: ExactAmount
        var score: Double?
        /// What the causes up to this one leave unexplained.
        var remainder: ExactAmount?

        init(
            _ title: String, effect: RatioCause.Effect? = nil, real: ExactAmount?, predict: ExactAmount?,
            contribution: ExactAmount
        ) {
            scope = [(title, "")]
            self.effect = effect
            self.real = real
            self.predict = predict
            self.contribution = contribution
        }

        /// The row of a cause.
        func naming(_ cause: Cause, in table: LeafTable, remainder: ExactAmount) -> Row {
            var row = self
            row.scope = cause.elements.map {
                (table.dimensions[$0.dimension], table.values[$0.dimension][$0.value])
            }
            row.score = cause.score
            row.remainder = remainder
            return row
        }

        var title: String {
            scope.map {
                $0.value.isEmpty && $0.dimension.hasPrefix("(") ? $0.dimension : "\($0.dimension)=\($0.value)"
            }
            .joined(separator: " & ")
        }
    }

    /// Causes of a change of a sum.
    init(sums leaves: LeafRows, _ causes: [Cause]) {
        isRatio = false
        let all = Array(0..<leaves.table.count)
        let (real, predict) = (leaves.columns[0].sum(all), leaves.columns[1].sum(all))
        whole = Row("(all)", real: real, predict: predict, contribution: real - predict)
        rest = Row("(not explained)", real: real, predict: predict, contribution: real - predict)
        for cause in causes {
            let (real, predict) = (leaves.columns[0].sum(cause.leaves), leaves.columns[1].sum(cause.leaves))
            rest.real = rest.real.map { $0 - real }
            rest.predict = rest.predict.map { $0 - predict }
            rest.contribution = rest.contribution - (real - predict)
            rows.append(
                Row("", real: real, predict: predict, contribution: real - predict)
                    .naming(cause, in: leaves.table, remainder: rest.contribution))
        }
    }

    /// Causes of a change of a ratio.
    init(ratio causes: [RatioCause], in table: LeafTable, real: Double, predict: Double) {
        isRatio = true
        whole = Row(
            "(all)", real: ExactAmount(real), predict: ExactAmount(predict),
            contribution: ExactAmount(real - predict))
        rest = Row("(not explained)", real: nil, predict: nil, contribution: whole.contribution)
        for cause in causes {
            let contribution = ExactAmount(cause.contribution)
            rest.contribution = rest.contribution - contribution
            rows.append(
                Row(
                    "", effect: cause.effect, real: cause.real.map { ExactAmount($0) },
                    predict: cause.predict.map { ExactAmount($0) }, contribution: contribution
                ).naming(cause.cause, in: table, remainder: rest.contribution))
        }
    }

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .json: json
        case .csv: TextTable(columns(["score", "remainder"]), rows: rows.map { cells($0) }).csv
        case .table: people
        }
    }

    private func columns(_ last: [String]) -> [TextTable.Column] {
        [.init("scope")] + (isRatio ? [.init("effect")] : [])
            + (["real", "predict", "contribution"] + last).map { TextTable.Column($0, isNumber: true) }
    }

    private func cells(_ row: Row) -> [String?] {
        [row.title] + (isRatio ? [row.effect?.rawValue] : [])
            + [
                row.real?.text, row.predict?.text, row.contribution.text, row.score.map { "\($0)" },
                row.remainder?.text,
            ]
    }

    private var people: String {
        let lines = (rows + [rest, whole]).map { row -> [String?] in
            let share =
                whole.contribution.value == 0 ? nil : row.contribution.value / whole.contribution.value
            return [row.title] + (isRatio ? [row.effect?.rawValue] : [])
                + [row.real?.short, row.predict?.short, row.contribution.short]
                + [share.map { ExactAmount.percent($0) }, row.score.map { ExactAmount.percent($0) }]
        }
        return TextTable(columns(["share", "score"]), rows: lines).lines.map { $0 + "\n" }.joined()
    }

    private var json: String {
        let objects = rows.map { row in
            let scope = row.scope.sorted { $0.dimension < $1.dimension }
                .map { JSONCell.quoted($0.dimension) + ":" + JSONCell.quoted($0.value) }
            let effect = row.effect.map { ",\"effect\":" + JSONCell.quoted($0.rawValue) } ?? ""
            return
                "{\"scope\":{\(scope.joined(separator: ","))}\(effect),\"real\":\(row.real?.text ?? "null"),"
                + "\"predict\":\(row.predict?.text ?? "null"),\"contribution\":\(row.contribution.text),"
                + "\"score\":\(row.score ?? 0),\"remainder\":\(row.remainder?.text ?? "null")}"
        }
        return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
    }
}
