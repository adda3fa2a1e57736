internal import Billing
internal import Budgeting
internal import TimeSeries
internal import Yams

// Values that plans and scenarios are made of.

extension ConfigurationReader {
    /// A short name that tables show.
    mutating func name(_ node: Node, _ name: String) -> String? {
        value(node, name, "a name of 1 to 80 characters") { 1...80 ~= $0.count && $0.first != " " ? $0 : nil }
    }

    mutating func version(_ node: Node) -> Int? {
        value(node, "version", "a whole number from 1 to 9999") {
            Int($0).flatMap { 1...9999 ~= $0 ? $0 : nil }
        }
    }

    /// A day that a plan may speak of.
    mutating func planDay(_ node: Node, _ name: String) -> CivilDate? {
        value(
            node, name,
            "a day as YYYY-MM-DD from \(PlanDays.allowed.lowerBound) to \(PlanDays.allowed.upperBound)"
        ) { CivilDate($0).flatMap { PlanDays.allowed.contains($0) ? $0 : nil } }
    }

    /// Money whose parts can be computed exactly.
    mutating func planMoney(_ node: Node, _ name: String) -> Money<Charged>? {
        value(node, name, "money as a decimal such as \"1200.50\", at most 10^15,") {
            Money<Charged>($0).flatMap { $0.magnitude <= PlanMoney.most ? $0 : nil }
        }
    }

    /// A share from 0% to 100%.
    mutating func share(_ node: Node, _ name: String) -> Double? {
        percent(node, name, in: 0...1, "a share from 0% to 100% such as 50%")
    }

    /// A share within limits.
    mutating func percent(_ node: Node, _ name: String, in limits: ClosedRange<Double>, _ form: String)
        -> Double?
    {
        value(node, name, form) { PercentText.share($0).flatMap { limits.contains($0) ? $0 : nil } }
    }

    /// `from` and `to`, both of which belong to the days; without `to`, days without an end where they may have none.
    mutating func days(
        _ values: [String: Node], of element: Node, _ name: String, mayBeOpen: Bool = false
    ) -> Range<CivilDate>? {
        guard let from = values["from"].flatMap({ planDay($0, "from") }) else { return nil }
        guard let node = values["to"] else { return mayBeOpen ? from..<PlannedChange.openEnd : nil }
        guard let to = planDay(node, "to") else { return nil }
        guard from <= to else {
            fail(node, "needs an end on or after the start for \(name), got \(from) to \(to); correct one")
            return nil
        }
        return from..<to.advanced(by: 1)
    }
}
