/// Drawing in numbers: every coordinate is finite and short.
enum SVGElement {
    /// A coordinate with two decimals; what is not finite becomes 0, for a chart drops such data before it draws.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        guard rest != 0 else { return sign + String(whole) }
        let digits = rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)"
        return "\(sign)\(whole).\(digits)"
    }

    /// A drawing with its text alternative.
    static func image(
        _ width: Double, _ height: Double, cssClass: String, title: String, description: String,
        stretches: Bool = false,
        @HTMLElement.Children _ content: () -> [HTMLElement.Node]
    ) -> HTMLElement {
        let nodes = content()
        return HTMLElement(
            "svg",
            [
                "class": cssClass, "role": "img", "viewBox": "0 0 \(number(width)) \(number(height))",
                "preserveAspectRatio": stretches ? "none" : nil, "aria-label": title,
            ]
        ) {
            HTMLElement("title") { title }
            HTMLElement("desc") { description }
            nodes
        }
    }

    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ cssClass: String)
        -> HTMLElement
    {
        HTMLElement(
            "line",
            [
                "class": cssClass, "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2),
            ])
    }

    static func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ cssClass: String, title: String? = nil
    ) -> HTMLElement {
        HTMLElement(
            "rect",
            [
                "class": cssClass, "x": number(x), "y": number(y), "width": number(max(0, width)),
                "height": number(max(0, height)),
            ]
        ) { title.map { text in HTMLElement("title") { text } } }
    }

    static func circle(_ x: Double, _ y: Double, _ radius: Double, _ cssClass: String) -> HTMLElement {
        HTMLElement("circle", ["class": cssClass, "cx": number(x), "cy": number(y), "r": number(radius)])
    }

    static func text(_ x: Double, _ y: Double, anchor: String, _ content: String) -> HTMLElement {
        HTMLElement("text", ["x": number(x), "y": number(y), "text-anchor": anchor]) { content }
    }

    /// A path through points.
    static func path(
        _ points: [(x: Double, y: Double)], closes: Bool = false, _ cssClass: String, title: String? = nil
    )
        -> HTMLElement
    {
        var data = ""
        for (i, point) in points.enumerated() {
            data += (i == 0 ? "M" : "L") + number(point.x) + " " + number(point.y)
        }
        return HTMLElement("path", ["class": cssClass, "d": data + (closes ? "Z" : "")]) {
            title.map { text in HTMLElement("title") { text } }
        }
    }
}
