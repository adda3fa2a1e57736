import Foundation
import TimeSeries

/// The texts beside the bills: the truth, a configuration for them, and what they are.
struct EstateTexts {
    private let estate: Estate
    private let truth: EstateLabels
    private let usageByMonth: [[BillingPeriod: Int128]]

    init(_ estate: Estate, _ truth: EstateLabels, _ usageByMonth: [[BillingPeriod: Int128]]) {
        self.estate = estate
        self.truth = truth
        self.usageByMonth = usageByMonth
    }

    /// `labels.json`.
    var labels: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(truth) else { preconditionFailure("labels encode") }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// `outlay.yaml`: owners, calendars, contracts and budgets that fit the bills.
    var configuration: String {
        let plans = estate.plans
        let calendars = plans.map { "  \($0.profile.name): \($0.profile.calendar)" }
        let owners = plans.flatMap { plan in
            plan.accounts.prefix(40).map { account in
                "  - scope: {ServiceProviderName: \(plan.profile.name), SubAccountId: \"\(account.id)\"}\n"
                    + "    owner: \(account.team)"
            }
        }
        return """
            # A workspace for the simulated estate of seed \(estate.seed) with \(estate.size.rows) rows.
            name: Tidewater Group (simulated)
            currency: CNY
            timeZone: Asia/Shanghai
            language: en
            dimensions: [ServiceProviderName, ServiceName, RegionId, SubAccountId]
            ownerTag: owner
            owners:
            \(owners.joined(separator: "\n"))
            calendars:
            \(calendars.joined(separator: "\n"))
            budgets:
            \(plans.indices.map(budget).joined(separator: "\n"))
            contracts:
            \(plans.indices.map(contract).joined(separator: "\n"))

            """
    }

    /// A budget for the last quarter: the one before, and a bit more or less.
    private func budget(_ i: Int) -> String {
        let percent = [104, 108, 97, 106, 103, 110, 101][i % 7]
        return """
              - scope: {ServiceProviderName: \(estate.plans[i].profile.name)}
                period: 2026-Q4
                amount: "\(rounded(quarter(i) * Int128(percent) / 100))"
                currency: \(estate.plans[i].profile.currency)
            """
    }

    private func contract(_ i: Int) -> String {
        """
          - vendor: \(estate.plans[i].profile.name)
            start: 2026-01-01
            term: 12m
            commitment: "\(rounded(quarter(i) * 7 / 2))"
            currency: \(estate.plans[i].profile.currency)
        """
    }

    /// Effective cost of usage of a vendor in 2026-Q3, in 10⁻⁹.
    private func quarter(_ i: Int) -> Int128 {
        ["2026-07", "2026-08", "2026-09"].compactMap { BillingPeriod($0) }
            .reduce(0) { $0 + (usageByMonth[i][$1] ?? 0) }
    }

    /// Whole thousands of the currency.
    private func rounded(_ nanos: Int128) -> String { "\(nanos / 1_000_000_000_000)000.00" }

    /// `README.md`.
    var readMe: String {
        let last = estate.days.upperBound.advanced(by: -1)
        return """
            # A simulated estate

            Bills of seven cloud vendors for a company that does not exist, made up from seed \(estate.seed) at a size of
            \(estate.size.rows) rows, \(estate.days.lowerBound) to \(last). The same command makes the same bills:

                outlay simulate DIR --seed \(estate.seed) --rows \(estate.size.rows)

            - `bills/VENDOR/YYYY-MM.*`: FOCUS 1.2 Cost and Usage, one file a vendor and billing month. All 57 columns, and
              `x_ExportTime`, when the vendor delivered the row: some rows come late, some vendors always a day later.
            - `labels.json`: the truth. `incidents` should be found; `impact` is the effective cost of usage that an
              incident added, to the last digit (for `missing-data`, what was missing until it was delivered).
              `benign` lists what moved and should not be alarmed on, `drivers` what drives which part of the bill.
            - `drivers/NAME.csv`: business drivers, one value a day: some drive the usage of a service, one drives nothing.
            - `outlay.yaml`: a configuration with owners, calendars, budgets and contracts that fits these bills.

            """
    }
}
