/// A small line without axes: its shape is the message, the numbers stand beside it.
struct Sparkline {
    let title: String
    let description: String
    let points: [LineChart.Point]

    var svg: HTMLElement {
        let values = points.flatMap { [$0.value, $0.expected].compactMap(\.self) }
        let y = Scale(nice: values, marks: 3, from: 46, to: 3)
        let first = points.first?.x ?? 0
        let x = Scale(first...max(first, points.last?.x ?? 1), from: 2, to: 238)
        func path(_ cssClass: String, _ value: (LineChart.Point) -> Double?) -> [HTMLElement] {
            points.split { value($0) == nil }.filter { $0.count > 1 }.map { run in
                SVGElement.path(
                    run.compactMap { point in value(point).map { (x(point.x), y($0)) } }, cssClass)
            }
        }
        return SVGElement.image(
            240, 48, cssClass: "spark", title: title, description: description, stretches: true
        ) {
            SVGElement.line(2, 47, 238, 47, "grid")
            path("guess") { $0.expected }
            path("line") { $0.value }
        }
    }
}
