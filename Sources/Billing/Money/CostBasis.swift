/// Which of the four costs of a FOCUS charge a number sums.
public enum CostBasis: String, Sendable, Hashable, Codable, CaseIterable {
    /// What the invoice asks for.
    case billedCost
    /// What was used, commitments spread over their use.
    case effectiveCost
    /// At the negotiated price, without commitment discounts.
    case contractedCost
    /// At the public price.
    case listCost
}
