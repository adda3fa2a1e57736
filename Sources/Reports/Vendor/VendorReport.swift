import Billing
public import Commitments

/// What a negotiator brings to one vendor's table; confidential, for it holds contract prices.
///
/// Its basis is contracted cost, what a commitment is counted in, unless a column says another.
public struct VendorReport: Report, Hashable, Codable {
    public var context: ReportContext
    public var pack: VendorPack

    /// The pack with what is to be said about its making; the context's basis becomes contracted cost.
    public init(context: ReportContext, pack: VendorPack) {
        self.context = context
        self.context.basis = .contractedCost
        self.pack = pack
    }

    public func html(language: Language) -> String { VendorPage(self, language).html() }

    public func markdown(language: Language) -> String { VendorMarkdown(self, language).text() }

    /// What stands on every page of it.
    static func confidential(_ language: Language) -> String {
        language(
            "Confidential – Restricted: holds contract prices. Do not pass on.", "机密 · 限制分发：含合同价格，请勿转发。")
    }

    /// What a lever asks for, in a few words.
    public static func title(of kind: VendorPack.Lever.Kind, _ language: Language) -> String {
        switch kind {
        case .takeBackRises: language("Take back price rises", "撤回单价上涨")
        case .bestOwnDiscount: language("Our best discount on every product", "全部产品享受我方最优折扣")
        case .matchOtherVendor: language("Match our other vendors' prices", "对齐我方其他供应商价格")
        case .exchangeUnused: language("Exchange unused commitments", "置换未使用的承诺")
        case .renewCommitments: language("Renew what ends, at our terms", "按我方条件续签到期承诺")
        case .coverMore: language("Cover more on-demand use", "提高承诺覆盖率")
        }
    }
}
