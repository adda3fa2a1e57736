/// What keeps purchases of commitments from being planned.
public enum InstrumentError: Error, Sendable, Hashable {
    /// A discount that is not from 0 to below 1: an instrument that costs nothing, or more than it covers.
    case badDiscount(instrument: String, Double)
    /// A term, lot or cost of capital that makes no sense.
    case badTerms(instrument: String, String)
    /// Two instruments of one name.
    case twice(instrument: String)
    /// There is nothing to plan with.
    case noInstrument
    /// Demand of too few days.
    case tooShort(neededDays: Int, got: Int)
    /// A family whose demand has another length than the first's, or a value that is no number.
    case badDemand(family: String, String)
    /// A tranche that is owned and ends before it starts, or covers less than nothing.
    case badTranche(instrument: String, String)
    /// The solver found no plan.
    case noPlan(String)
}

extension InstrumentError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badDiscount(let name, let discount):
            "needs a discount from 0 to below 1, got \(discount) of \(name.prefix(80))"
        case .badTerms(let name, let reason):
            "needs \(reason) of \(name.prefix(80))"
        case .twice(let name):
            "needs instruments of different names, got \(name.prefix(80)) twice"
        case .noInstrument:
            "needs at least one instrument that covers a family with demand"
        case .tooShort(let needed, let got):
            "needs \(needed) days of demand, got \(got); ingest more months"
        case .badDemand(let family, let reason):
            "needs \(reason) of family \(family.prefix(80))"
        case .badTranche(let name, let reason):
            "needs \(reason) of what is owned of \(name.prefix(80))"
        case .noPlan(let reason):
            "needs a plan and found none: \(reason)"
        }
    }
}
