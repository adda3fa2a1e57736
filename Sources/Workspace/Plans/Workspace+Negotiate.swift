internal import Billing
internal import Commitments
public import Foundation
internal import Reports
public import TimeSeries

/// What a vendor pack was made into: what the command prints, and the prices for a spreadsheet.
public struct VendorPackOutcome: Sendable {
    /// The pack for a terminal or a program.
    public var listing: Listing
    /// Every SKU's price by month: the appendix.
    public var prices: TextTable

    /// The text that the command prints.
    public func text(_ format: OutputFormat) -> String {
        format == .csv ? prices.csv : listing.text(format)
    }
}

extension Workspace {
    /// Where offers, contracts, workloads and SKUs are described: optional.
    public var negotiationFolder: URL { folder.appending(path: "negotiation") }

    /// What to bring to a talk with a vendor; writes the report page and its appendix.
    ///
    /// - Parameters:
    ///   - vendor: `ServiceProviderName`.
    ///   - term: The length of the contract.
    ///   - day: The day of the run; the usual one if not given.
    ///   - now: The time of the call.
    /// - Returns: Walk-away, target and stretch, the levers, and every price for a spreadsheet.
    /// - Throws: ``WorkspaceError`` if the vendor charges nothing, its history is too short, or a file of the negotiation
    ///   folder is wrong.
    public func vendorPack(vendor: String, term: Term, on day: CivilDate?, now: Timestamp)
        throws(WorkspaceError) -> VendorPackOutcome
    {
        let report = try vendorReport(vendor: vendor, term: term, on: day, now: now)
        let pack = report.pack
        let name = "vendor-" + FileNamePart.text(vendor)
        let prices = VendorTable.prices(pack)
        let page = try publishAlone(report, named: name)
        let appendix = reportsFolder.appending(path: name + "-prices.csv")
        try attempt(.disk, "needs a reports folder that can be written") {
            try Data(prices.csv.utf8).write(to: appendix, options: .atomic)
        }
        let listing = Listing(
            table: VendorTable.position(pack), heading: VendorTable.heading(pack),
            notes: VendorTable.notes(pack) + [
                "Confidential: it holds contract prices.", "Report: \(page.path)",
                "Prices: \(appendix.path)",
            ], json: try JSONText.text(pack))
        return VendorPackOutcome(listing: listing, prices: prices)
    }

    /// What to bring to a talk with a vendor, as a report.
    func vendorReport(vendor: String, term: Term, on day: CivilDate?, now: Timestamp)
        throws(WorkspaceError) -> VendorReport
    {
        guard term.months <= 60 else {
            throw WorkspaceError(.usage, "needs a term of 1 to 60 months, got \(term.months)")
        }
        let (ledger, run) = try bill(on: day, now: now)
        let plan = try negotiationPlan(ledger)
        let pack: VendorPack
        do {
            pack = try VendorPackBuilder(plan: plan).pack(
                for: vendor, ledger: ledger, termMonths: term.months, run: run)
        } catch {
            throw WorkspaceError(.data, error.description)
        }
        return VendorReport(context: context(run: run), pack: pack)
    }

    /// The negotiation folder, with the contracts of the configuration.
    private func negotiationPlan(_ ledger: Ledger) throws(WorkspaceError) -> NegotiationPlan {
        let reading = NegotiationFolder(negotiationFolder, vendors: Workspace.vendors(ledger))
        guard reading.problems.isEmpty else {
            throw WorkspaceError(.configuration, reading.problems.joined(separator: "\n"))
        }
        var plan = reading.plan
        for contract in configuration.contracts {
            plan.contractDays[contract.vendor, default: []] += [contract.start, contract.end]
            if let commitment = contract.commitment, let currency = contract.currency {
                plan.promises.append(
                    .init(
                        vendor: contract.vendor, start: contract.start, end: contract.end,
                        commitment: commitment, currency: currency))
            }
        }
        return plan
    }

    /// The vendors of a bill with the currency of most of their charges.
    private static func vendors(_ ledger: Ledger) -> [String: Currency] {
        let (vendors, currencies) = (
            ledger.codes(of: .serviceProvider), ledger.codes(of: Dimension("BillingCurrency"))
        )
        var counts: [String: [String: Int]] = [:]
        for row in 0..<ledger.count {
            guard let vendor = vendors[row], let currency = currencies[row] else { continue }
            counts[vendor, default: [:]][currency, default: 0] += 1
        }
        return counts.compactMapValues { found in
            found.max { ($0.value, $1.key) < ($1.value, $0.key) }.flatMap { Currency($0.key) }
        }
    }
}
