public import Billing
public import TimeSeries

/// What can be wrong with a contract or with the outlook that it is analysed under.
public enum ContractError: Error, Sendable, Hashable {
    /// The term has no days.
    case endsBeforeStart(start: CivilDate, end: CivilDate)
    /// There is no period: no commit, or no step of demand.
    case noPeriods
    /// A commit is below 0.
    case negativeCommit(period: Int, commit: Money<Charged>)
    /// A part of a whole is below 0, over 1, or not a number.
    case notAShare(term: String, value: String)
    /// A setting is not a number, or outside what it can be.
    case outOfRange(term: String, needed: String, got: String)
    /// A schedule or curve has no tiers.
    case noTiers
    /// A tier starts where the one before it starts, or below.
    case tiersNotIncreasing(tier: Int)
    /// There are too few possible futures for odds.
    case tooFewPaths(needed: Int, got: Int)
    /// A future is not a number.
    case notANumber(path: Int, period: Int)
    /// A future's spend is below 0.
    case negativeSpend(path: Int, period: Int, value: Double)
    /// The futures do not reach over the contract.
    case outlookTooShort(needed: Range<CivilDate>, got: Range<CivilDate>)
    /// The contract and the futures have different numbers of periods.
    case periodsDiffer(contract: Int, outlook: Int)
    /// A right to leave that starts with the contract, or when it is over.
    case terminationOutsideTerm(afterPeriod: Int, periods: Int)
    /// There is nothing to do instead of signing, so no walk-away.
    case noAlternative
    /// More is paid in advance than a shortfall would cost.
    case prepaidBeyondShortfall(upfrontShare: Double, shortfallShare: Double)
}

extension ContractError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .endsBeforeStart(let start, let end):
            "needs a contract that ends after it starts, got \(start) to \(end); correct the dates"
        case .noPeriods: "needs at least 1 period, got none; give one commit a year"
        case .negativeCommit(let period, let commit):
            "needs commits of 0 or more, got \(commit) for period \(period + 1)"
        case .notAShare(let term, let value): "needs \(term) from 0 to 1, got \(value); write 15 % as 0.15"
        case .outOfRange(let term, let needed, let got): "needs \(term) \(needed), got \(got)"
        case .noTiers: "needs at least 1 tier, got none; give one, or a flat discount"
        case .tiersNotIncreasing(let tier):
            "needs tiers that start one above another, but tier \(tier + 1) does not; sort them, and drop doubles"
        case .tooFewPaths(let needed, let got):
            "needs \(needed) possible futures for odds, got \(got); forecast with more paths"
        case .notANumber(let path, let period):
            "needs numbers, got none for future \(path + 1), period \(period + 1)"
        case .negativeSpend(let path, let period, let value):
            "needs spend of 0 or more, got \(value) for future \(path + 1), period \(period + 1)"
        case .outlookTooShort(let needed, let got):
            "needs futures from \(needed.lowerBound) to \(needed.upperBound), got \(got.lowerBound) to "
                + "\(got.upperBound); forecast further, or shorten the term"
        case .periodsDiffer(let contract, let outlook):
            "needs as many periods of spend as the contract has, got \(outlook) for \(contract)"
        case .terminationOutsideTerm(let after, let periods):
            "needs a right to leave after period 1 to \(max(1, periods - 1)), got \(after) of \(periods)"
        case .noAlternative:
            "needs at least 1 alternative to signing, got none; give today's terms, or a split without the vendor"
        case .prepaidBeyondShortfall(let upfront, let shortfall):
            "needs no more paid in advance than a shortfall costs, got \(upfront) of a commit of which "
                + "\(shortfall) is owed"
        }
    }
}
