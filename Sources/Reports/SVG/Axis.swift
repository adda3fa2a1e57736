import TimeSeries

/// The marks beside and under a drawing.
enum Axis {
    /// A place on the axis of time and its label.
    struct Mark: Hashable {
        let x: Double
        let label: String
    }

    /// Marks for days, as close as their labels allow: `06-14`.
    static func days(_ days: [CivilDate], width: Double) -> [Mark] {
        guard let first = days.first, let last = days.last else { return [] }
        let span = first.distance(to: last) + 1
        let fits = max(2, Int(width / 56))
        let step = [1, 2, 7, 14, 28, 56, 91, 182, 364].first { span <= $0 * fits } ?? span
        // Weekly marks stand on Mondays.
        let offset = step % 7 == 0 ? (8 - first.weekday) % 7 : 0
        return stride(from: offset, to: span, by: step).map {
            let day = first.advanced(by: $0)
            return Mark(x: Double(day.dayNumber), label: String(day.description.dropFirst(5)))
        }
    }

    /// Horizontal rules with the values of a scale.
    static func values(_ scale: Scale, left: Double, right: Double, language: Language) -> [HTMLElement] {
        scale.marks.flatMap { value in
            let y = scale(value)
            return [
                SVGElement.line(left, y, right, y, value == 0 ? "axis" : "grid"),
                SVGElement.text(
                    left - 8, y + 4, anchor: "end", language.compact(value, step: scale.step)),
            ]
        }
    }

    /// The room that the values' labels need.
    static func labelWidth(_ scale: Scale, _ language: Language) -> Double {
        let widths = scale.marks.map { value in
            language.compact(value, step: scale.step).unicodeScalars.reduce(0.0) {
                $0 + ($1.value > 0x2E80 ? 12.5 : 7)
            }
        }
        return (widths.max() ?? 0) + 12
    }

    /// Labels under a drawing, kept within its width.
    static func labels(_ marks: [Mark], _ scale: Scale, y: Double, width: Double) -> [HTMLElement] {
        marks.map { mark in
            let x = scale(mark.x)
            let half = Double(mark.label.unicodeScalars.count) * 3.7
            let anchor = x + half > width ? "end" : x < half ? "start" : "middle"
            return SVGElement.text(x, y, anchor: anchor, mark.label)
        }
    }
}
