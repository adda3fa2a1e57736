/// Orders of a seasonal ARIMA model: (p, d, q)(P, D, Q) with a season of so many observations.
public struct ARIMAOrder: Sendable, Hashable {
    /// Orders of one of the two factors.
    public struct Part: Sendable, Hashable {
        /// Autoregressive lags: p or P.
        public let ar: Int
        /// How often differences are taken: d or D.
        public let differences: Int
        /// Moving-average lags: q or Q.
        public let ma: Int

        /// Orders of at least 0.
        ///
        /// - Precondition: None is negative.
        public init(_ ar: Int, _ differences: Int, _ ma: Int) {
            precondition(ar >= 0 && differences >= 0 && ma >= 0, "orders of at least 0")
            (self.ar, self.differences, self.ma) = (ar, differences, ma)
        }
    }

    /// (p, d, q).
    public let regular: Part
    /// (P, D, Q).
    public let seasonal: Part
    /// Observations in a season; 1 for none.
    public let period: Int

    /// Orders of a model without season.
    ///
    /// - Precondition: None is negative.
    public init(_ p: Int, _ d: Int, _ q: Int) {
        self.init(Part(p, d, q))
    }

    /// Orders of a model with a season of `period` observations.
    ///
    /// - Precondition: A season of at least 2 where the seasonal orders are not all 0.
    public init(_ regular: Part, seasonal: Part = Part(0, 0, 0), period: Int = 1) {
        precondition(
            period >= 2 || (period == 1 && seasonal == Part(0, 0, 0)), "a season of at least 2 observations")
        (self.regular, self.seasonal, self.period) = (regular, seasonal, period)
    }

    /// How often differences are taken in all; a model of one can have a drift, one of none a mean.
    public var differences: Int { regular.differences + seasonal.differences }
    /// Values that differences use up.
    public var lost: Int { regular.differences + period * seasonal.differences }

    var shape: ARMAShape {
        ARMAShape(
            ar: regular.ar, ma: regular.ma, seasonalAR: seasonal.ar, seasonalMA: seasonal.ma, period: period)
    }
}

extension ARIMAOrder: CustomStringConvertible {
    /// As papers write it: `ARIMA(0,1,1)(0,1,1)[12]`.
    public var description: String {
        func text(_ part: Part) -> String { "(\(part.ar),\(part.differences),\(part.ma))" }
        return "ARIMA" + text(regular) + (seasonal == Part(0, 0, 0) ? "" : text(seasonal) + "[\(period)]")
    }
}
