internal import Billing
internal import Commitments
internal import Foundation
internal import Reports
public import TimeSeries

extension Workspace {
    /// What to bring to a talk with a vendor; writes the report page.
    ///
    /// - Parameters:
    ///   - vendor: `ServiceProviderName`.
    ///   - term: The length of the contract.
    ///   - day: The day of the run; the usual one if not given.
    ///   - now: The time of the call.
    /// - Returns: One row a possible commitment.
    /// - Throws: ``WorkspaceError`` if the vendor charges nothing or its history is too short.
    public func vendorPack(vendor: String, term: Term, on day: CivilDate?, now: Timestamp)
        throws(WorkspaceError) -> Listing
    {
        let report = try vendorReport(vendor: vendor, term: term, on: day, now: now)
        let pack = report.pack
        let page = try publishAlone(report, named: "vendor-" + FileNamePart.text(vendor))
        return Listing(
            table: VendorTable.commitments(pack), heading: VendorTable.lines(pack),
            notes: ["Confidential: it holds contract prices.", "Report: \(page.path)"],
            json: try JSONText.text(pack))
    }

    /// What to bring to a talk with a vendor, as a report.
    func vendorReport(vendor: String, term: Term, on day: CivilDate?, now: Timestamp)
        throws(WorkspaceError) -> VendorReport
    {
        guard term.months <= 60 else {
            throw WorkspaceError(.usage, "needs a term of 1 to 60 months, got \(term.months)")
        }
        let (ledger, run) = try bill(on: day, now: now)
        let pack: VendorPack
        do {
            pack = try VendorPackBuilder().pack(
                for: vendor, ledger: ledger, termMonths: term.months, run: run)
        } catch {
            throw WorkspaceError(.data, error.description)
        }
        return VendorReport(context: context(run: run), pack: pack)
    }
}

/// How a vendor pack looks on a terminal and in a spreadsheet.
private enum VendorTable {
    static func commitments(_ pack: VendorPack) -> TextTable {
        TextTable(
            [
                .init("discount", isNumber: true), .init("commit", isNumber: true),
                .init("probabilityShortfall", isNumber: true), .init("expectedShortfall", isNumber: true),
                .init("expectedSaving", isNumber: true),
            ],
            rows: pack.commitments.map {
                [
                    share($0.discount), $0.commit.rounded(decimals: 2), share($0.probabilityShortfall),
                    $0.expectedShortfall.rounded(decimals: 2), $0.expectedSaving.rounded(decimals: 2),
                ]
            })
    }

    static func lines(_ pack: VendorPack) -> [String] {
        let total = pack.spendPath.reduce(Money<Charged>.zero) { $0 + $1.mean }
        return [
            "\(pack.vendor), \(pack.termMonths) months from \(pack.asOf), \(pack.currency)",
            "Mean spend ahead \(total.rounded(decimals: 2)); share of all spend \(share(pack.concentration.share)), "
                + "concentration (HHI) \(share(pack.concentration.hhi))",
            "What to commit for each discount offered:",
        ]
    }

    private static func share(_ share: Double) -> String {
        Money<Charged>(modelled: share).rounded(decimals: 3)
    }
}
