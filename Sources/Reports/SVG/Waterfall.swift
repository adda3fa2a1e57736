import Billing

/// Parts that lead step by step from zero to their sum: one small bar a row of a table, on one scale.
struct Waterfall {
    let parts: [Double]
    private let scale: Scale

    init(_ parts: [Money<Charged>]) {
        self.parts = parts.map(\.approximate)
        var ends = [0.0]
        for part in self.parts { ends.append((ends.last ?? 0) + part) }
        let low = ends.min() ?? 0
        let high = max(ends.max() ?? 1, low + .leastNormalMagnitude)
        scale = Scale(low...high, from: 1, to: 199)
    }

    /// The bar of a part, from where the parts before it end.
    func bar(_ i: Int, title: String) -> HTMLElement {
        let start = parts[..<i].reduce(0, +)
        return bar(start, start + parts[i], parts[i] < 0 ? "bardown" : "barup", title)
    }

    /// The bar of the sum.
    func sum(title: String) -> HTMLElement { bar(0, parts.reduce(0, +), "barsum", title) }

    private func bar(_ start: Double, _ end: Double, _ cssClass: String, _ title: String) -> HTMLElement {
        let left = scale(min(start, end))
        let width = max(1.5, scale(max(start, end)) - left)
        return SVGElement.image(
            200, 14, cssClass: "step", title: title, description: title, stretches: true
        ) {
            SVGElement.line(scale(0), 0, scale(0), 14, "axis")
            SVGElement.rectangle(min(left, 198), 2, width, 10, cssClass)
        }
    }
}
