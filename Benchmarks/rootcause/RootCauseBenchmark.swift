import Foundation
import RootCause

/// Finds the causes in labelled tables and measures how long it takes.
///
///     RootCauseBenchmark FOLDER… > predictions.csv
///
/// A folder holds tables of leaves as CSV with an `injection_info.csv` whose first column names them. The answer has the form
/// that `score_root_cause.py` reads: `dataset,instance,root_causes,seconds`; seconds are of the search alone, processor time,
/// the least of three runs.
@main
enum RootCauseBenchmark {
    static func main() throws {
        print("dataset,instance,root_causes,seconds")
        for folder in CommandLine.arguments.dropFirst() {
            let root = URL(filePath: folder)
            for name in try cases(in: root) {
                let table = try LeafFile.read(root.appending(path: name + ".csv"))
                var seconds = Double.infinity
                var causes: [RankedCause] = []
                for _ in 0..<3 {
                    let start = clock()
                    causes = SubsetScan().rank(table)
                    seconds = min(seconds, Double(clock() - start) / Double(CLOCKS_PER_SEC))
                }
                let elements = causes.map { cause in
                    cause.scope.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }.joined(
                        separator: "&")
                }
                print(root.lastPathComponent, name, elements.joined(separator: ";"), seconds, separator: ",")
            }
        }
    }

    private static func cases(in folder: URL) throws -> [String] {
        try String(contentsOf: folder.appending(path: "injection_info.csv"), encoding: .utf8)
            .split { $0.isNewline }.dropFirst()
            .map { String($0.prefix { $0 != "," }) }
    }
}

/// A table of leaves from a CSV file without quotes.
private enum LeafFile {
    static func read(_ url: URL) throws -> LeafTable {
        let lines = try String(contentsOf: url, encoding: .utf8).split { $0.isNewline }
        let header = (lines.first ?? "").split(separator: ",", omittingEmptySubsequences: false).map(
            String.init)
        let width = header.count - 2
        var values = [[String]](repeating: [], count: width)
        var codeOf = [[String: Int]](repeating: [:], count: width)
        var codes = [[Int]](repeating: [], count: width)
        var real: [Double] = []
        var predict: [Double] = []
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            for d in 0..<width {
                let text = String(cells[d])
                if codeOf[d][text] == nil {
                    codeOf[d][text] = values[d].count
                    values[d].append(text)
                }
                codes[d].append(codeOf[d][text] ?? 0)
            }
            real.append(Double(cells[width]) ?? 0)
            predict.append(Double(cells[width + 1]) ?? 0)
        }
        return LeafTable(
            dimensions: Array(header[..<width]), values: values, codes: codes, real: real, predict: predict)
    }
}
