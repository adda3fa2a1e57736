import Billing
public import Commitments

/// What a negotiator brings to one vendor's table; confidential, for it holds contract prices.
///
/// Its basis is contracted cost, what a commitment is counted in; the concentration alone is effective cost.
public struct VendorReport: Report, Hashable, Codable {
    public var context: ReportContext
    public var pack: VendorPack

    /// The pack with what is to be said about its making; the context's basis becomes contracted cost.
    public init(context: ReportContext, pack: VendorPack) {
        self.context = context
        self.context.basis = .contractedCost
        self.pack = pack
    }
}
