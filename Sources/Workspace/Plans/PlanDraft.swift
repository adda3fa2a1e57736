internal import Billing
internal import Budgeting
internal import TimeSeries

/// What the files of a plan say, before it is known whether it fits together.
struct PlanDraft {
    /// A line of a file.
    struct Place: Hashable, Comparable, CustomStringConvertible {
        let file: String
        let line: Int

        var description: String { "\(file):\(line)" }
        static func < (left: Place, right: Place) -> Bool {
            (left.file, left.line) < (right.file, right.line)
        }
    }

    /// Something with the line it is written on.
    struct Placed<Item> {
        let item: Item
        let place: Place
    }

    /// Something that is wrong.
    struct Problem: Hashable, Comparable, CustomStringConvertible {
        let place: Place
        let message: String

        var description: String { "\(place): \(message)" }
        static func < (left: Problem, right: Problem) -> Bool {
            (left.place, left.message) < (right.place, right.message)
        }
    }

    /// A tree whose nodes may not make one.
    struct Tree {
        let name: String
        let dimensions: [Dimension]
        let nodes: [Placed<TreeDefinition.Node>]
    }

    var budgets: [Placed<Budget>] = []
    var reserves: [Placed<Reserve>] = []
    var changes: [Placed<PlannedChange>] = []
    var trees: [Placed<Tree>] = []
    var versions: [Placed<PlanVersion>] = []
    var calendars: [Placed<FiscalCalendar>] = []
    var problems: [Problem] = []
    /// What a reader of the plan should know, though nothing is wrong.
    var notes: [String] = []

    mutating func fail(_ place: Place, _ message: String) {
        problems.append(Problem(place: place, message: message))
    }
}

/// Days that a plan may speak of: what is outside is a slip of the pen.
enum PlanDays {
    /// 2000 to 2199.
    static let allowed: ClosedRange<CivilDate> =
        CivilDate(dayNumber: 10_957)...CivilDate(dayNumber: 84_005)
}

/// Money that a plan may speak of, so that sums and shares of it stay exact.
enum PlanMoney {
    static let most = Money<Charged>(1_000_000_000_000_000)
}

/// Shares as people write them.
enum PercentText {
    /// The share written as `50%`, `+10%` or `-2.5%`; `nil` for anything else.
    static func share(_ text: String) -> Double? {
        guard text.hasSuffix("%") else { return nil }
        let number = text.dropLast().drop { $0 == " " }
        let digits = number.hasPrefix("+") ? number.dropFirst() : number
        guard let decimal = Decimal18(digits.trimmingSuffix(while: { $0 == " " })) else { return nil }
        return decimal.approximate / 100
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var end = endIndex
        while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
