/// A line over time with what was expected, its interval and marked incidents.
public struct LineChart: Sendable, Hashable {
    /// One place on the axis of time; what is `nil` or not finite is a gap.
    public struct Point: Sendable, Hashable {
        public var x: Double
        public var value: Double?
        public var expected: Double?
        public var lower: Double?
        public var upper: Double?
        /// Whether the value may still change.
        public var isProvisional: Bool
        /// What to read when the pointer rests on it.
        public var note: String
        /// The label under it, if it is to have one.
        public var label: String?

        public init(
            x: Double, value: Double?, expected: Double?, lower: Double?, upper: Double?,
            isProvisional: Bool = false,
            note: String, label: String? = nil
        ) {
            self.x = x
            self.value = value.flatMap { $0.isFinite ? $0 : nil }
            self.expected = expected.flatMap { $0.isFinite ? $0 : nil }
            self.lower = lower.flatMap { $0.isFinite ? $0 : nil }
            self.upper = upper.flatMap { $0.isFinite ? $0 : nil }
            self.isProvisional = isProvisional
            self.note = note
            self.label = label
        }
    }

    /// An incident: a triangle upwards over the line, or downwards under it.
    public struct Incident: Sendable, Hashable {
        public var x: Double
        public var isUp: Bool
        public var note: String

        public init(x: Double, isUp: Bool, note: String) {
            self.x = x
            self.isUp = isUp
            self.note = note
        }
    }

    /// What the drawing shows, for those who cannot see it.
    public var title: String
    public var description: String
    public var language: Language
    public var points: [Point]
    public var incidents: [Incident]

    public init(
        title: String, description: String, language: Language, points: [Point], incidents: [Incident] = []
    ) {
        self.title = title
        self.description = description
        self.language = language
        self.points = points
        self.incidents = incidents
    }

    /// The drawing at a size in pixels.
    public func svg(width: Double, height: Double) -> HTMLElement {
        let bottom = height - 26
        let values = points.flatMap { [$0.value, $0.expected, $0.lower, $0.upper].compactMap(\.self) }
        let y = Scale(nice: values, marks: 4, from: bottom, to: 16)
        let left = Axis.labelWidth(y, language)
        let first = points.first?.x ?? 0
        let x = Scale(first...max(first, points.last?.x ?? 1), from: left + 6, to: width - 22)
        return SVGElement.image(width, height, cssClass: "plot", title: title, description: description) {
            Axis.values(y, left: left, right: width - 16, language: language)
            Axis.labels(labels(x), x, y: height - 6, width: width)
            band(x, y)
            runs { $0.expected }.map { SVGElement.path(places($0, x, y) { $0.expected }, "guess") }
            valueLines(x, y)
            lastDot(x, y)
            incidents.compactMap { triangle($0, x, y) }
            hover(x, y)
        }
    }

    private func labels(_ x: Scale) -> [Axis.Mark] {
        points.compactMap { point in point.label.map { Axis.Mark(x: point.x, label: $0) } }
    }

    /// Runs of neighbouring points that have a value.
    private func runs(_ value: (Point) -> Double?) -> [ArraySlice<Point>] {
        points.split { value($0) == nil }
    }

    private func places(_ run: ArraySlice<Point>, _ x: Scale, _ y: Scale, _ value: (Point) -> Double?) -> [(
        x: Double, y: Double
    )] {
        run.compactMap { point in value(point).map { (x(point.x), y($0)) } }
    }

    private func band(_ x: Scale, _ y: Scale) -> [HTMLElement] {
        runs { $0.lower == nil ? nil : $0.upper }.map { run in
            let above = places(run, x, y) { $0.upper }
            let below = places(run, x, y) { $0.lower }
            return SVGElement.path(above + below.reversed(), closes: true, "band")
        }
    }

    /// The line, dotted where it may still change; a value between two gaps is a dot.
    private func valueLines(_ x: Scale, _ y: Scale) -> [HTMLElement] {
        runs { $0.value }.flatMap { run -> [HTMLElement] in
            let firm = run.prefix { !$0.isProvisional }
            let open = run.dropFirst(max(0, firm.count - 1))
            var parts: [HTMLElement] = []
            if firm.count > 1 { parts.append(SVGElement.path(places(firm, x, y) { $0.value }, "line")) }
            if firm.count < run.count, open.count > 1 {
                parts.append(SVGElement.path(places(open, x, y) { $0.value }, "line open"))
            }
            if run.count == 1, let point = run.first, let value = point.value {
                parts.append(SVGElement.circle(x(point.x), y(value), 3, "dot"))
            }
            return parts
        }
    }

    private func lastDot(_ x: Scale, _ y: Scale) -> HTMLElement? {
        guard let last = points.last(where: { $0.value != nil }), let value = last.value else { return nil }
        return SVGElement.circle(x(last.x), y(value), 4, last.isProvisional ? "ring" : "dot")
    }

    private func triangle(_ incident: Incident, _ x: Scale, _ y: Scale) -> HTMLElement? {
        guard let point = points.first(where: { $0.x == incident.x }),
            let value = point.value ?? point.expected
        else { return nil }
        let centre = x(incident.x)
        let tip = incident.isUp ? max(2, y(value) - 17) : min(y.from - 2, y(value) + 17)
        let base = incident.isUp ? tip + 9 : tip - 9
        return SVGElement.path(
            [(centre, tip), (centre + 6, base), (centre - 6, base)], closes: true,
            incident.isUp ? "markup" : "markdown", title: incident.note)
    }

    /// Columns that show a point's note under the pointer.
    private func hover(_ x: Scale, _ y: Scale) -> [HTMLElement] {
        guard points.count > 1 else { return [] }
        let step = (x.to - x.from) / Double(points.count - 1)
        return points.map {
            SVGElement.rectangle(x($0.x) - step / 2, y.to, step, y.from - y.to, "hover", title: $0.note)
        }
    }
}
