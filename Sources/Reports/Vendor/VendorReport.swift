public import Commitments

/// What a negotiator brings to one vendor's table; confidential, for it holds contract prices.
public struct VendorReport: Report, Hashable, Codable {
    public var context: ReportContext
    public var pack: VendorPack

    public init(context: ReportContext, pack: VendorPack) {
        self.context = context
        self.pack = pack
    }
}
