internal import Columnar
internal import Foundation
internal import RootCause
internal import TimeSeries

/// `outlay rootcause`: which parts of a cube explain a change, from a file of leaves.
///
/// A row holds the values of all dimensions, `real` and `predict`; rows of the same leaf are added up.
public struct RootCauseFile: Sendable, Hashable {
    /// The file: CSV, CSV.gz or Parquet.
    public var path: String

    /// The leaves in a file.
    public init(path: String) {
        self.path = path
    }

    /// Causes, most evidence first: `scope,real,predict,contribution,score`.
    ///
    /// - Throws: ``WorkspaceError`` if the file cannot be read, has no dimension or no row that can be used.
    public func answer(_ format: OutputFormat) throws(WorkspaceError) -> SeriesAnswer {
        let leaves = try read()
        let causes = SubsetScan().rank(leaves.table)
        let answer =
            format == .json
            ? RootCauseFile.json(causes)
            : RootCauseFile.table(causes, dimensions: leaves.table.dimensions).text(format)
        return SeriesAnswer(text: answer, warnings: leaves.warnings)
    }

    private static func table(_ causes: [RankedCause], dimensions: [String]) -> CellTable {
        let numbers = ["real", "predict", "contribution", "score"].map {
            TextTable.Column($0, isNumber: true)
        }
        let rows: [[Cell]] = causes.map { cause in
            let scope = dimensions.compactMap { name in cause.scope[name].map { "\(name)=\($0)" } }
            return [.text(scope.joined(separator: " & "))]
                + [cause.real, cause.predict, cause.contribution, cause.score].map { Cell($0) }
        }
        return CellTable(columns: [.init("scope")] + numbers, rows: rows)
    }

    private static func json(_ causes: [RankedCause]) -> String {
        let objects = causes.map { cause in
            let scope = cause.scope.sorted { $0.key < $1.key }
                .map { JSONCell.quoted($0.key) + ":" + JSONCell.quoted($0.value) }.joined(separator: ",")
            return "{\"scope\":{\(scope)},\"real\":\(cause.real),\"predict\":\(cause.predict),"
                + "\"contribution\":\(cause.contribution),\"score\":\(cause.score)}"
        }
        return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
    }

    private func read() throws(WorkspaceError) -> LeafRows {
        do {
            var rows = try ColumnFile.isParquet(path) ? readParquet() : readCSV()
            guard !rows.isEmpty else {
                throw WorkspaceError(
                    .data, "\(path): needs at least 1 row with real and predict, got none; check the file")
            }
            rows.finish()
            return rows
        } catch let error as WorkspaceError {
            throw error
        } catch {
            throw WorkspaceError(.data, error is TimeSeriesError ? "\(path): \(error)" : "\(error)")
        }
    }

    private func readCSV() throws -> LeafRows {
        let reader = try CSVReader(path: path)
        let places = try Places(reader.header, path: path)
        var rows = LeafRows(dimensions: places.dimensions.map { reader.header[$0] })
        var batch = CSVBatch()
        while try reader.next(&batch) {
            for row in 0..<batch.count {
                rows.append(
                    places.dimensions.map { batch.text(row, $0) }, real: Double(batch.text(row, places.real)),
                    predict: Double(batch.text(row, places.predict)), line: batch.lines[row])
            }
            for problem in batch.problems { rows.reject("line \(problem.line): \(problem.reason)") }
        }
        return rows
    }

    private func readParquet() throws -> LeafRows {
        let reader = try ParquetReader(path: path)
        let places = try Places(reader.columns.map(\.name), path: path)
        for place in places.dimensions {
            try ColumnFile.require(
                reader, place, reader.columns[place].isReadableAsText, "text or whole numbers")
        }
        for place in [places.real, places.predict] {
            try ColumnFile.require(reader, place, reader.columns[place].kind == .number, "numbers")
        }
        try reader.select(places.dimensions + [places.real, places.predict])
        let width = places.dimensions.count
        var rows = LeafRows(dimensions: places.dimensions.map { reader.columns[$0].name })
        var line = 1
        while try reader.next() > 0 {
            let texts = (0..<width).map { reader.texts($0) }
            let (real, predict) = (reader.doubles(width), reader.doubles(width + 1))
            for row in real.indices {
                line += 1
                rows.append(texts.map { $0[row] ?? "" }, real: real[row], predict: predict[row], line: line)
            }
        }
        return rows
    }
}

/// Where the columns of a file of leaves stand.
private struct Places {
    let dimensions: [Int]
    let real: Int
    let predict: Int

    init(_ header: [String], path: String) throws {
        let (real, predict) = (
            try ColumnFile.place("real", in: header), try ColumnFile.place("predict", in: header)
        )
        dimensions = header.indices.filter { $0 != real && $0 != predict }
        (self.real, self.predict) = (real, predict)
        guard !dimensions.isEmpty else {
            throw WorkspaceError(
                .data, "\(path): needs at least 1 dimension column beside real and predict, got none")
        }
        guard Set(header).count == header.count else {
            throw WorkspaceError(
                .data, "\(path): needs columns with different names, got one name twice; rename it")
        }
    }
}

/// Leaves as they are read.
private struct LeafRows {
    private var dimensions: [String]
    private var values: [[String]]
    private var codeOf: [[String: Int]]
    private var leafOf: [[Int]: Int] = [:]
    private var codes: [[Int]]
    private var real: [Double] = []
    private var predict: [Double] = []
    private var rejected: [String] = []
    private var rejectedCount = 0
    private var repeatedCount = 0

    init(dimensions: [String]) {
        self.dimensions = dimensions
        values = dimensions.map { _ in [] }
        codes = values.map { _ in [] }
        codeOf = values.map { _ in [:] }
    }

    var isEmpty: Bool { real.isEmpty }

    var table: LeafTable {
        LeafTable(dimensions: dimensions, values: values, codes: codes, real: real, predict: predict)
    }

    var warnings: [String] {
        var lines: [String] = []
        if rejectedCount > 0 {
            lines.append("\(rejectedCount) rows left out")
            lines += rejected.map { "  " + Terminal.safe($0) }
        }
        if repeatedCount > 0 { lines.append("\(repeatedCount) rows repeat a leaf: added up") }
        return lines
    }

    mutating func append(_ texts: [String], real: Double?, predict: Double?, line: Int) {
        guard let real, let predict, abs(real) <= SeriesInput.largestValue,
            abs(predict) <= SeriesInput.largestValue
        else { return reject("line \(line): needs finite numbers in real and predict; correct them") }
        let leaf = texts.indices.map { code(texts[$0], $0) }
        if let known = leafOf[leaf] {
            repeatedCount += 1
            self.real[known] += real
            self.predict[known] += predict
        } else {
            leafOf[leaf] = self.real.count
            for (d, code) in leaf.enumerated() { codes[d].append(code) }
            self.real.append(real)
            self.predict.append(predict)
        }
    }

    mutating func reject(_ reason: String) {
        rejectedCount += 1
        if rejected.count < LongForm.shownCount { rejected.append(reason) }
    }

    /// Lets go of what only reading needs.
    mutating func finish() {
        leafOf = [:]
        codeOf = []
    }

    private mutating func code(_ text: String, _ dimension: Int) -> Int {
        if let known = codeOf[dimension][text] { return known }
        let code = values[dimension].count
        values[dimension].append(text)
        codeOf[dimension][text] = code
        return code
    }
}
