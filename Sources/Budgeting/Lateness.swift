import Billing
import TimeSeries

extension Ledger {
    /// How many days after its day a charge is known, for 98 % of the money of the last ninety days.
    ///
    /// 1 is the morning after, and the answer where bills do not say; at most 7.
    func lateness(before run: CivilDate, basis: CostBasis) -> Int {
        let costs = costs(basis)
        let last = Int32(run.advanced(by: -8).dayNumber)
        let first = Int32(run.advanced(by: -98).dayNumber)
        var known = [Double](repeating: 0, count: 8)
        for row in 0..<count
        where chargeStart[row] >= first && chargeStart[row] < last && knownOn[row] != Ledger.unknownDay {
            let age = min(7, max(1, Int(knownOn[row] - chargeStart[row])))
            known[age] += abs(Double(costs[row]))
        }
        let total = known.reduce(0, +)
        guard total > 0 else { return 1 }
        var sum = 0.0
        for age in 1...7 {
            sum += known[age]
            if sum >= 0.98 * total { return age }
        }
        return 7
    }
}
