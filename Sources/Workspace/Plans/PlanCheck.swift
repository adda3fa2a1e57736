internal import Billing
internal import Budgeting
internal import TimeSeries

/// Makes a plan of a draft, and finds what does not fit together.
struct PlanCheck {
    /// The plan, as far as nothing is wrong.
    private(set) var plan = BudgetPlan()
    /// Everything that is wrong, in order of file and line.
    private(set) var problems: [PlanDraft.Problem]
    private let draft: PlanDraft

    init(_ draft: PlanDraft) {
        self.draft = draft
        problems = draft.problems
        let calendar = calendar()
        let trees = trees()
        checkTargets(trees)
        let days = checkPeriods(calendar)
        checkBudgets(days)
        checkChanges()
        let versions = versions()
        problems = Array(Set(problems)).sorted()
        guard problems.isEmpty else { return }
        plan = BudgetPlan(
            budgets: draft.budgets.map(\.item), reserves: draft.reserves.map(\.item),
            changes: draft.changes.map(\.item), trees: trees, calendar: calendar, versions: versions)
    }

    private mutating func fail(_ place: PlanDraft.Place, _ message: String) {
        problems.append(PlanDraft.Problem(place: place, message: message))
    }

    /// One line a problem; of a file with very many, the first hundred and how many more there are.
    var lines: [String] {
        var counts: [String: Int] = [:]
        var lines: [String] = []
        for problem in problems {
            counts[problem.place.file, default: 0] += 1
            if counts[problem.place.file, default: 0] <= PlanCheck.shownCount {
                lines.append(problem.description)
            }
        }
        for (file, count) in counts.sorted(by: { $0.key < $1.key }) where count > PlanCheck.shownCount {
            lines.append("\(file): \(count - PlanCheck.shownCount) more problems; correct those above first")
        }
        return lines
    }

    /// Problems of one file that are shown one by one.
    private static let shownCount = 100

    // MARK: Calendar, trees, versions

    private mutating func calendar() -> FiscalCalendar {
        for other in draft.calendars.dropFirst() {
            fail(other.place, "needs one calendar, got another in \(draft.calendars[0].place); keep one")
        }
        guard let (calendar, place) = draft.calendars.first.map({ ($0.item, $0.place) }) else {
            return FiscalCalendar()
        }
        var names: Set<String> = []
        for period in calendar.custom where !names.insert(period.name).inserted {
            fail(place, "needs each period once, got '\(period.name)' more often; rename one")
        }
        return calendar
    }

    private mutating func trees() -> [TreeDefinition] {
        var first: [String: PlanDraft.Place] = [:]
        return draft.trees.compactMap { tree -> TreeDefinition? in
            if let other = first[tree.item.name] {
                fail(
                    tree.place,
                    "needs a name of its own for a tree, got '\(tree.item.name)' as in \(other); rename one")
                return nil
            }
            first[tree.item.name] = tree.place
            return tree.item.nodes.isEmpty
                ? TreeDefinition(name: tree.item.name, dimensions: tree.item.dimensions)
                : nodes(of: tree.item)
        }
    }

    private mutating func nodes(of tree: PlanDraft.Tree) -> TreeDefinition? {
        do {
            let made = try TreeDefinition(name: tree.name, nodes: tree.nodes.map(\.item))
            checkScopes(tree)
            return made
        } catch {
            for fault in error.all { fail(tree.nodes[fault.node].place, fault.message) }
            return nil
        }
    }

    /// A part of the bill in two nodes, or outside the node above, would never be found where it is looked for.
    private mutating func checkScopes(_ tree: PlanDraft.Tree) {
        let byName = Dictionary(tree.nodes.map { ($0.item.name, $0.item) }) { first, _ in first }
        func ancestors(_ node: TreeDefinition.Node) -> [TreeDefinition.Node] {
            sequence(first: node) { $0.parent.flatMap { byName[$0] } }.dropFirst().map(\.self)
        }
        var holder: [Scope: TreeDefinition.Node] = [:]
        for node in tree.nodes {
            let above = ancestors(node.item)
            for scope in node.item.scopes {
                if let other = holder[scope], !above.contains(other),
                    !ancestors(other).contains(where: { $0.name == node.item.name })
                {
                    fail(
                        node.place,
                        "needs each part of the bill in one node, got \(scope) in '\(other.name)' and "
                            + "'\(node.item.name)'; remove it from one")
                }
                holder[scope] = node.item
                if let outer = above.first(where: {
                    !$0.scopes.isEmpty && !$0.scopes.contains(where: scope.overlaps)
                }) {
                    fail(
                        node.place,
                        "needs a part of what '\(outer.name)' above it holds, got \(scope) for '\(node.item.name)'; "
                            + "correct the scope or the parent")
                }
            }
        }
    }

    private mutating func versions() -> [PlanVersion] {
        var known: [Int: PlanDraft.Placed<PlanVersion>] = [:]
        for version in draft.versions {
            guard let other = known[version.item.number] else {
                known[version.item.number] = version
                continue
            }
            if other.item.approvedOn == nil {
                known[version.item.number] = version
            } else if version.item.approvedOn != nil,
                (version.item.approvedOn, version.item.approvedBy)
                    != (other.item.approvedOn, other.item.approvedBy)
            {
                fail(
                    version.place,
                    "needs one approval of version \(version.item.number), got another in \(other.place); keep one"
                )
            }
        }
        let used = Set(
            draft.budgets.map(\.item.version) + draft.reserves.map(\.item.version)
                + draft.changes.map(\.item.version)
        ).subtracting([0])
        return Set(known.keys).union(used).sorted().map { known[$0]?.item ?? PlanVersion(number: $0) }
    }

    // MARK: Budgets

    private mutating func checkTargets(_ trees: [TreeDefinition]) {
        let faulty = Set(draft.trees.map(\.item.name)).subtracting(trees.map(\.name))
        var nodes: [String: Set<String>] = [:]
        for tree in trees {
            guard case .nodes(let all) = tree.shape else { continue }
            nodes[tree.name] = Set(all.map(\.name))
        }
        let targets =
            draft.budgets.map { ($0.item.target, $0.place) }
            + draft.reserves.map { ($0.item.target, $0.place) }
        for (target, place) in targets {
            guard case .node(let tree, let name) = target, !faulty.contains(tree) else { continue }
            guard let known = nodes[tree] else {
                let names = nodes.keys.sorted().joined(separator: ", ")
                fail(
                    place,
                    "needs a tree of nodes, got '\(Terminal.safe(tree))'; there "
                        + (nodes.isEmpty ? "are none: add it to trees" : "are \(names)"))
                continue
            }
            if !known.contains(name) {
                fail(
                    place,
                    "needs a node of '\(tree)', got '\(Terminal.safe(name))'; add it to the tree or correct the name"
                )
            }
        }
    }

    /// The days of every period that is named.
    private mutating func checkPeriods(_ calendar: FiscalCalendar) -> [String: Range<CivilDate>] {
        var days: [String: Range<CivilDate>] = [:]
        var wrong: Set<String> = []
        let named =
            draft.budgets.map { ($0.item.period, $0.place) }
            + draft.reserves.map { ($0.item.period, $0.place) }
        for (name, place) in named where days[name] == nil {
            let period = wrong.contains(name) ? nil : calendar.period(named: name)
            if let period, PlanDays.allowed.contains(period.start), PlanDays.allowed.contains(period.end) {
                days[name] = period.days
            } else {
                wrong.insert(name)
                let own = calendar.custom.map(\.name)
                fail(
                    place,
                    "needs a period from 2000 to 2199 such as 2026-Q3, 2026-07, 2026, FY2027-Q1"
                        + (own.isEmpty ? "" : " or \(own.joined(separator: ", "))")
                        + ", got '\(Terminal.safe(String(name.prefix(40))))'; correct it or add it to the calendar"
                )
            }
        }
        return days
    }

    /// Two budgets of one part that say different things about the same days.
    private mutating func checkBudgets(_ days: [String: Range<CivilDate>]) {
        var byTarget: [BudgetTarget: [(days: Range<CivilDate>, budget: PlanDraft.Placed<Budget>)]] = [:]
        var order: [BudgetTarget] = []
        for budget in draft.budgets {
            guard let days = days[budget.item.period] else { continue }
            if byTarget[budget.item.target] == nil { order.append(budget.item.target) }
            byTarget[budget.item.target, default: []].append((days, budget))
        }
        for target in order {
            let all = (byTarget[target] ?? []).sorted {
                ($0.days.lowerBound, $1.days.upperBound, $0.budget.place)
                    < ($1.days.lowerBound, $0.days.upperBound, $1.budget.place)
            }
            checkSweep(all)
        }
    }

    /// - Parameter all: Budgets of one target by first day, the longer first.
    private mutating func checkSweep(_ all: [(days: Range<CivilDate>, budget: PlanDraft.Placed<Budget>)]) {
        var open: [(days: Range<CivilDate>, budget: PlanDraft.Placed<Budget>)] = []
        for next in all {
            open.removeAll { $0.days.upperBound <= next.days.lowerBound }
            // One conflict a budget: what is wrong in every row of a long file must not be held against every other.
            guard let other = open.first(where: { conflict(next, $0) != nil }),
                let message = conflict(next, other)
            else {
                open.append(next)
                continue
            }
            let isLater = other.budget.place < next.budget.place
            fail(
                isLater ? next.budget.place : other.budget.place,
                message.replacing("@", with: (isLater ? other : next).budget.place.description))
        }
    }

    private func conflict(
        _ one: (days: Range<CivilDate>, budget: PlanDraft.Placed<Budget>),
        _ other: (days: Range<CivilDate>, budget: PlanDraft.Placed<Budget>)
    ) -> String? {
        let (a, b) = (one.budget.item, other.budget.item)
        let what = "\(a.target) in \(one.budget.place < other.budget.place ? b.period : a.period)"
        if one.days == other.days, a.currency != b.currency {
            return "needs one currency for the budget of \(what), got \(min(a.currency, b.currency)) and "
                + "\(max(a.currency, b.currency)), the other in @; keep one, or budget parts that are billed in one"
        }
        guard a.version == b.version, a.currency == b.currency else { return nil }
        if one.days == other.days {
            return
                "needs one budget for \(what) in a version, got another in @; remove one or raise its version"
        }
        let isWithin =
            one.days.clamped(to: other.days) == one.days || other.days.clamped(to: one.days) == other.days
        return isWithin
            ? nil
            : "needs periods that do not overlap for \(a.target), got \(min(a.period, b.period)) and "
                + "\(max(a.period, b.period)), the other in @; end one where the other begins"
    }

    private mutating func checkChanges() {
        var first: [String: PlanDraft.Place] = [:]
        for change in draft.changes {
            guard let name = change.item.name else { continue }
            let key = "\(change.item.version)\u{0}\(name)"
            if let other = first[key] {
                fail(
                    change.place,
                    "needs a name of its own for a change in a version, got '\(name)' as in \(other); rename one"
                )
            }
            first[key] = change.place
        }
    }
}

extension Scope {
    /// Whether something can be in both.
    fileprivate func overlaps(_ other: Scope) -> Bool {
        values.allSatisfy { pair in other[pair.dimension].map { $0 == pair.value } ?? true }
    }
}
