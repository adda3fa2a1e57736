/// Spans over time, one a lane, with dots and crosses: what happened, when it was found, and what was found wrongly.
struct StripChart {
    /// One lane: a named span, filled if it was found, and the place where that was.
    struct Lane {
        let name: String
        let from: Double
        let to: Double
        let foundAt: Double?
        let note: String
    }

    let title: String
    let description: String
    let lanes: [Lane]
    /// Places on the last lane.
    let crosses: [(x: Double, note: String)]
    let crossName: String
    let marks: [Axis.Mark]
    let domain: ClosedRange<Double>

    func svg(width: Double, isNarrow: Bool) -> HTMLElement {
        let lane = 22.0
        let names = lanes.map(\.name) + [crossName]
        let longest = names.map { label($0, isNarrow).unicodeScalars.count }.max() ?? 0
        let left = Double(longest) * 7.5 + 14
        let height = Double(lanes.count + 1) * lane + 30
        let x = Scale(domain, from: left, to: width - 10)
        let last = Double(lanes.count) * lane
        return SVGElement.image(width, height, cssClass: "plot", title: title, description: description) {
            marks.map { SVGElement.line(x($0.x), 0, x($0.x), last + lane, "grid") }
            Axis.labels(marks, x, y: height - 6, width: width)
            lanes.indices.map { draw(lanes[$0], Double($0) * lane, x, isNarrow) }
            SVGElement.line(left, last, width - 10, last, "grid")
            SVGElement.text(left - 8, last + 15, anchor: "end", label(crossName, isNarrow))
            crosses.map { cross($0.x, last + lane / 2, $0.note, x) }
        }
    }

    private func label(_ name: String, _ isNarrow: Bool) -> String {
        SafeText.short(name, limit: isNarrow ? 8 : 20)
    }

    private func draw(_ lane: Lane, _ top: Double, _ x: Scale, _ isNarrow: Bool) -> HTMLElement {
        let start = x(lane.from)
        return HTMLElement("g") {
            SVGElement.text(x.from - 8, top + 15, anchor: "end", label(lane.name, isNarrow))
            SVGElement.rectangle(
                start, top + 6, max(4, x(lane.to) - start), 10, lane.foundAt == nil ? "missed" : "bar0",
                title: lane.note)
            if let found = lane.foundAt { SVGElement.circle(x(found), top + 11, 4.5, "dot") }
        }
    }

    private func cross(_ place: Double, _ y: Double, _ note: String, _ x: Scale) -> HTMLElement {
        let centre = x(place)
        return HTMLElement("g") {
            HTMLElement("title") { note }
            SVGElement.line(centre - 4, y - 4, centre + 4, y + 4, "cross")
            SVGElement.line(centre - 4, y + 4, centre + 4, y - 4, "cross")
        }
    }
}
