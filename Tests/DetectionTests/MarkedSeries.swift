import Foundation

/// A series whose change points five people marked, and the scores of the Turing Change Point Dataset.
///
/// van den Burg & Williams, arXiv:2003.06222, section 4: F1 with a margin of five values, the first value counted as a change point;
/// precision against the union of all marks, recall the mean over people; cover by the best Jaccard overlap.
struct MarkedSeries {
    let name: String
    let values: [Double]
    let marks: [[Int]]

    private struct File: Decodable {
        struct Dimension: Decodable { let raw: [Double?] }
        let name: String
        let series: [Dimension]
    }

    /// All series in the folder; of those with several dimensions the first, with gaps filled by the value before.
    static func all(in folder: URL) throws -> [MarkedSeries] {
        let decoder = JSONDecoder()
        let marks = try decoder.decode(
            [String: [String: [Int]]].self,
            from: Data(contentsOf: folder.appending(path: "annotations.json")))
        let sets = folder.appending(path: "datasets")
        return try FileManager.default.contentsOfDirectory(atPath: sets.path).sorted().map { name in
            let url = sets.appending(path: name).appending(path: name + ".json")
            let file = try decoder.decode(File.self, from: Data(contentsOf: url))
            var last = 0.0
            let values = file.series[0].raw.map { value -> Double in
                last = value ?? last
                return last
            }
            let people = marks[file.name] ?? [:]
            return MarkedSeries(
                name: name, values: values, marks: people.keys.sorted().map { people[$0] ?? [] })
        }
    }

    func f1(_ found: [Int]) -> Double {
        let found = Set(found + [0])
        let marks = marks.map { Set($0 + [0]) }
        let union = marks.reduce(into: Set<Int>()) { $0.formUnion($1) }
        let precision = Double(Self.hits(union, found)) / Double(found.count)
        let recall = marks.reduce(0.0) { $0 + Double(Self.hits($1, found)) / Double($1.count) }
        let mean = recall / Double(marks.count)
        return precision + mean > 0 ? 2 * precision * mean / (precision + mean) : 0
    }

    func cover(_ found: [Int]) -> Double {
        let parts = Self.stretches(found, values.count)
        let covers = marks.map { marks in
            Self.stretches(marks, values.count).reduce(0.0) { sum, stretch in
                let best = parts.map { part -> Double in
                    let shared = max(
                        0, min(part.upperBound, stretch.upperBound) - max(part.lowerBound, stretch.lowerBound)
                    )
                    let whole =
                        max(part.upperBound, stretch.upperBound) - min(part.lowerBound, stretch.lowerBound)
                    return Double(shared) / Double(whole)
                }
                return sum + Double(stretch.count) * (best.max() ?? 0)
            } / Double(values.count)
        }
        return covers.reduce(0, +) / Double(marks.count)
    }

    private static func hits(_ marks: Set<Int>, _ found: Set<Int>) -> Int {
        var left = found
        var count = 0
        for mark in marks.sorted() {
            let near = left.filter { abs($0 - mark) <= 5 }.min { (abs($0 - mark), $0) < (abs($1 - mark), $1) }
            guard let near else { continue }
            left.remove(near)
            count += 1
        }
        return count
    }

    private static func stretches(_ changes: [Int], _ count: Int) -> [Range<Int>] {
        let bounds = [0] + Set(changes).filter { 0 < $0 && $0 < count }.sorted() + [count]
        return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    }
}
