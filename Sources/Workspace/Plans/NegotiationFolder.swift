internal import Billing
internal import Columnar
internal import Commitments
internal import Foundation
internal import TimeSeries

/// All files of a workspace's `negotiation/` folder, as one plan.
struct NegotiationFolder {
    /// What the files say together.
    private(set) var plan = NegotiationPlan()
    /// What is wrong with them: file, line, reason, next step.
    private(set) var problems: [String] = []

    /// Reads every `*.yaml` and `*.yml`, and every `*.csv` as a catalogue of SKUs; a folder that is not there has none.
    ///
    /// - Parameters:
    ///   - folder: The folder.
    ///   - vendors: The vendors of the bill with the currency in which each charges.
    init(_ folder: URL, vendors: [String: Currency]) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") {
            let url = folder.appending(path: name)
            let file = "negotiation/" + Terminal.safe(name)
            let lowered = name.lowercased()
            if lowered.hasSuffix(".yaml") || lowered.hasSuffix(".yml") {
                readYAML(url, file, vendors)
            } else if lowered.hasSuffix(".csv") || lowered.hasSuffix(".csv.gz") {
                readCatalogue(url, file)
            } else {
                problems.append("\(file):1: needs a file that ends in .yaml or .csv; rename or remove it")
            }
        }
    }

    private mutating func readYAML(_ url: URL, _ file: String, _ vendors: [String: Currency]) {
        do {
            let text = try YAMLText.text(of: url, file: file)
            var reading = NegotiationYAML(plan, vendors: vendors)
            try reading.read(text, file: file)
            plan = reading.plan
        } catch {
            problems += error.problems.map { "\(error.file):\($0.line): \($0.message)" }
        }
    }

    /// `SkuId`, `SkuMeter` and `SkuPriceDetails` of a FOCUS bill or price sheet; other columns do not matter.
    private mutating func readCatalogue(_ url: URL, _ file: String) {
        do {
            let reader = try CSVReader(path: url.path)
            guard let sku = reader.header.firstIndex(of: "SkuId"),
                reader.header.contains("SkuMeter") || reader.header.contains("SkuPriceDetails")
            else {
                problems.append(
                    "\(file):1: needs the columns SkuId and SkuMeter or SkuPriceDetails, got "
                        + "\(Terminal.safe(String(reader.header.joined(separator: ",").prefix(80)))); name them so"
                )
                return
            }
            let meter = reader.header.firstIndex(of: "SkuMeter")
            let details = reader.header.firstIndex(of: "SkuPriceDetails")
            var batch = CSVBatch()
            while try reader.next(&batch) {
                for problem in batch.problems {
                    problems.append("\(file):\(problem.line): \(problem.reason)")
                }
                for row in 0..<batch.count {
                    let id = batch.text(row, sku)
                    guard !id.isEmpty else { continue }
                    let old = plan.catalogue.entries[id]
                    let found = (
                        meter.map { batch.text(row, $0) } ?? "", details.map { batch.text(row, $0) } ?? ""
                    )
                    plan.catalogue.entries[id] = SKUCatalogue.Entry(
                        meter: found.0.isEmpty ? old?.meter ?? "" : found.0,
                        details: found.1.isEmpty ? old?.details ?? "" : found.1)
                }
            }
        } catch {
            problems.append("\(error)".replacing(url.path, with: file))
        }
    }
}
