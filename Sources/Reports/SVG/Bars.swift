import Billing

/// Where a cost will land against its budget: cost so far, the interval to the end, the mean and the limit.
struct RangeBar {
    let scale: Scale

    /// A scale that suits all rows of a table.
    init(_ values: [Double]) {
        scale = Scale(
            min(0, values.min() ?? 0)...max(values.max() ?? 1, .leastNormalMagnitude), from: 1, to: 197)
    }

    func svg(
        actual: Double, interval: ClosedRange<Double>, mean: Double, limit: Double?, title: String
    ) -> HTMLElement {
        SVGElement.image(200, 20, cssClass: "bullet", title: title, description: title, stretches: true) {
            SVGElement.rectangle(
                scale(interval.lowerBound), 3,
                max(1.5, scale(interval.upperBound) - scale(interval.lowerBound)), 14, "band")
            SVGElement.rectangle(
                scale(min(0, actual)), 7, scale(max(0, actual)) - scale(min(0, actual)), 6, "bar0")
            SVGElement.rectangle(scale(mean) - 0.75, 3, 1.5, 14, "mean")
            if let limit { SVGElement.line(scale(limit), 0, scale(limit), 20, "limit") }
        }
    }
}

/// A share of a whole.
enum ShareBar {
    static func svg(_ share: Double, title: String) -> HTMLElement {
        let width = share.isFinite ? min(max(share, 0), 1) * 200 : 0
        return SVGElement.image(
            200, 14, cssClass: "step", title: title, description: title, stretches: true
        ) {
            SVGElement.line(0, 7, 200, 7, "grid")
            SVGElement.rectangle(0, 2, width, 10, "bar0")
        }
    }
}
