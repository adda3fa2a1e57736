import Billing
import Budgeting
import TestKit
import Testing
import TimeSeries

@Suite struct BudgetTreeTests {
    private static let team = Dimension.tag("team")

    /// Leaves that differ in vendor, service and team; one in nine has no team.
    private static func leaves(_ count: Int, seed: UInt64) -> [Scope] {
        var random = SplitMix64(seed: seed)
        func draw(_ count: Int) -> Int { Int(random.uniform() * Double(count)) }
        var seen: Set<Scope> = []
        while seen.count < count {
            let team: String? = draw(9) == 0 ? nil : "T\(draw(60))"
            let values: [Dimension: String?] = [
                .serviceProvider: "V\(draw(7))", .service: "S\(draw(120))", Self.team: team,
            ]
            seen.insert(Scope(values))
        }
        return seen.sorted()
    }

    private static func trees() throws -> [TreeDefinition] {
        let nodes =
            (0..<10).map { TreeDefinition.Node(name: "Division \($0)") }
            + (0..<50).map {
                TreeDefinition.Node(
                    name: "Team \($0)", parent: "Division \($0 % 10)", scopes: [Scope([team: "T\($0)"])])
            }
        return [
            TreeDefinition(name: "vendors", dimensions: [.serviceProvider, .service]),
            try TreeDefinition(name: "org", nodes: nodes),
            TreeDefinition(name: "services", dimensions: [.service, .serviceProvider, team]),
        ]
    }

    @Test func tenThousandLeavesAddUpInThreeCrossedTrees() throws {
        let leaves = Self.leaves(10_000, seed: 4)
        var random = SplitMix64(seed: 5)
        let amounts = leaves.map { _ in
            Money<Charged>(units: Int128(random.next()) * Int128(random.next() >> 20) - (1 << 107))
        }
        let whole = amounts.reduce(.zero, +)
        for definition in try Self.trees() {
            let tree = BudgetTree(definition, leaves: leaves)
            let totals = tree.totals(of: amounts)
            #expect(totals[0] == whole)
            for (node, below) in tree.leavesByNode.enumerated() {
                #expect(totals[node] == below.reduce(.zero) { $0 + amounts[$1] })
            }
            for (node, children) in tree.children.enumerated() where !children.isEmpty {
                #expect(totals[node] == children.reduce(.zero) { $0 + totals[$1] })
            }
        }
    }

    @Test func nodesStandInOrderWithTheirDescendantsBehindThem() throws {
        let leaves = Self.leaves(300, seed: 1)
        for definition in try Self.trees() {
            let tree = BudgetTree(definition, leaves: leaves)
            var open: [Int] = []
            for (index, node) in tree.nodes.enumerated() {
                while let last = open.last, last != node.parent { open.removeLast() }
                #expect(node.parent == open.last && node.level == open.count)
                open.append(index)
            }
        }
        let vendors = BudgetTree(try Self.trees()[0], leaves: leaves)
        let scopes = vendors.children[0].map { vendors.nodes[$0].scope }
        #expect(scopes == scopes.sorted())
    }

    @Test func theOrderOfLeavesChangesNoNode() throws {
        let leaves = Self.leaves(300, seed: 2)
        for definition in try Self.trees() {
            let one = BudgetTree(definition, leaves: leaves)
            let other = BudgetTree(definition, leaves: leaves.reversed())
            #expect(one.nodes == other.nodes)
            #expect(one.leafParents == other.leafParents.reversed())
        }
    }

    @Test func whatFitsNoNodeHangsOnOther() throws {
        let tree = BudgetTree(try Self.trees()[1], leaves: Self.leaves(2_000, seed: 3))
        let other = try #require(tree.nodes.indices.last { tree.nodes[$0].name == "(other)" })
        #expect(tree.nodes[other].parent == 0)
        let leaves = Self.leaves(2_000, seed: 3)
        for leaf in tree.leavesByNode[other] {
            let team = leaves[leaf][Self.team] ?? nil
            #expect(team == nil || Int(team?.dropFirst() ?? "") ?? 0 >= 50)
        }
    }

    @Test func nodesOfSeveralPartsHaveAScopeOfTheirOwn() throws {
        let definition = try TreeDefinition(
            name: "org",
            nodes: [.init(name: "Both", scopes: [Scope([Self.team: "T1"]), Scope([Self.team: "T2"])])])
        let tree = BudgetTree(definition, leaves: [Scope([Self.team: "T1"]), Scope([Self.team: "T2"])])
        #expect(tree.nodes[1].scope.description == "Both" && tree.nodes[1].name == "Both")
        #expect(tree.nodes[1].target == .node(tree: "org", name: "Both"))
        #expect(tree.leafParents == [1, 1])
    }

    @Test func aTreeWithoutLevelsIsItsRoot() {
        let tree = BudgetTree(TreeDefinition(name: "whole", dimensions: []), leaves: [.total])
        #expect(tree.nodes.count == 1 && tree.totals(of: [3]) == [3])
    }
}
