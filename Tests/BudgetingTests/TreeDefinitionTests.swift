import Billing
import Budgeting
import Testing
import TimeSeries

@Suite struct TreeDefinitionTests {
    private typealias Node = TreeDefinition.Node
    private static let team = Dimension.tag("team")

    private func leaf(_ vendor: String?, _ team: String?) -> Scope {
        Scope([.serviceProvider: vendor, Self.team: team])
    }

    private func names(_ tree: TreeDefinition, _ leaf: Scope) -> String {
        tree.path(of: leaf).map(\.name).joined(separator: " / ")
    }

    private func faults(_ nodes: [Node]) -> [String] {
        do {
            _ = try TreeDefinition(name: "t", nodes: nodes)
            return []
        } catch {
            return error.all.map { "\($0.node): \($0.message)" }
        }
    }

    @Test func aTreeOfDimensionsHasOneLevelADimension() {
        let tree = TreeDefinition(name: "usual", dimensions: [Self.team, .serviceProvider])
        #expect(names(tree, leaf("AWS", nil)) == "– / AWS")
        #expect(tree.path(of: leaf("AWS", "web")).last?.scope == leaf("AWS", "web"))
        #expect(tree.dimensions == [Self.team, .serviceProvider])
    }

    private func organisation() throws -> TreeDefinition {
        try TreeDefinition(
            name: "org",
            nodes: [
                Node(name: "Retail"),
                Node(name: "Search", parent: "Retail", scopes: [Scope([Self.team: "search"])]),
                Node(
                    name: "Shop", parent: "Retail",
                    scopes: [Scope([Self.team: "cart"]), Scope([Self.team: "pay", .serviceProvider: "AWS"])]),
                Node(name: "Cloud", scopes: [Scope([.serviceProvider: "AWS"])], owner: "Ann"),
                Node(name: "Edge", parent: "Cloud", scopes: [Scope([Self.team: "edge"])]),
            ])
    }

    @Test func aLeafHangsOnTheDeepestNodeThatHoldsIt() throws {
        let tree = try organisation()
        #expect(names(tree, leaf("AWS", "search")) == "Retail / Search")
        #expect(names(tree, leaf("AWS", "pay")) == "Retail / Shop")
        #expect(names(tree, leaf("GCP", "pay")) == "(other)")
        #expect(names(tree, leaf("AWS", "edge")) == "Cloud / Edge")
        #expect(names(tree, leaf("AWS", "data")) == "Cloud / (other)")
        #expect(names(tree, leaf("GCP", "edge")) == "(other)")
        #expect(names(tree, leaf(nil, nil)) == "(other)")
        #expect(tree.dimensions.sorted() == [.serviceProvider, Self.team].sorted())
    }

    @Test func stepsSayWhatIsBudgeted() throws {
        let path = try organisation().path(of: leaf("AWS", "pay"))
        #expect(path.map(\.target) == [.node(tree: "org", name: "Retail"), .node(tree: "org", name: "Shop")])
        #expect(path.map(\.scope) == [nil, nil])
        #expect(
            try organisation().path(of: leaf("AWS", "data")).last?.target
                == .other(tree: "org", parent: "Cloud"))
    }

    @Test func aCycleIsNamedOnceFromItsFirstNodeOn() {
        let nodes = [
            Node(name: "x", parent: "a"), Node(name: "a", parent: "b"), Node(name: "b", parent: "a"),
            Node(name: "self", parent: "self"),
        ]
        #expect(
            faults(nodes) == [
                "1: needs a tree, got the cycle a → b → a; give one of them another parent",
                "3: needs a tree, got the cycle self → self; give one of them another parent",
            ])
    }

    @Test func twoParentsAndUnknownParentsAreNamed() {
        let found = faults([
            Node(name: "a"), Node(name: "b"), Node(name: "c", parent: "a"), Node(name: "c", parent: "b"),
            Node(name: "d", parent: "nobody"), Node(name: "a"), Node(name: "(other)"),
        ])
        #expect(found.count == 4)
        #expect(found[0].hasPrefix("3: needs one parent for a node, got 'a' and 'b' for 'c'"))
        #expect(found[1].hasPrefix("4: needs a parent that is a node of the tree, got 'nobody' for 'd'"))
        #expect(found[2].hasPrefix("5: needs each node once, got 'a' more often"))
        #expect(found[3].hasPrefix("6: needs a name of its own for a node, got '(other)'"))
    }

    /// The way down by asking every node, as an obvious twin.
    private func slowPath(_ nodes: [Node], _ leaf: Scope) -> [String] {
        func holds(_ node: Node) -> Bool {
            node.scopes.isEmpty
                ? nodes.contains { $0.parent == node.name && holds($0) }
                : node.scopes.contains { $0.contains(leaf) }
        }
        var path: [String] = []
        while true {
            let children = nodes.filter { $0.parent == path.last }
            if children.isEmpty { return path }
            guard let child = children.first(where: holds) else { return path + ["(other)"] }
            path.append(child.name)
        }
    }

    @Test func everyLeafOfARandomTreeHangsWhereAskingEveryNodePutsIt() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<40 {
            var nodes: [Node] = []
            for i in 0..<30 {
                let parent =
                    i == 0 || random.next() % 3 == 0 ? nil : nodes[Int(random.next() % UInt64(i))].name
                let scopes = (0..<Int(random.next() % 3)).map { _ in
                    random.next() % 2 == 0
                        ? Scope([Self.team: "t\(random.next() % 5)"])
                        : Scope([
                            .serviceProvider: "v\(random.next() % 3)", Self.team: "t\(random.next() % 5)",
                        ])
                }
                nodes.append(Node(name: "n\(i)", parent: parent, scopes: scopes))
            }
            let tree = try TreeDefinition(name: "t", nodes: nodes)
            for vendor in 0..<3 {
                for team in 0..<6 {
                    let leaf = leaf("v\(vendor)", "t\(team)")
                    #expect(tree.path(of: leaf).map(\.name) == slowPath(nodes, leaf))
                }
            }
        }
    }

    @Test func treesAreTheSameByWhatTheySay() throws {
        #expect(try organisation() == organisation())
        #expect(Set([try organisation(), try organisation()]).count == 1)
        #expect(TreeDefinition(name: "a", dimensions: []).path(of: leaf("AWS", "x")).isEmpty)
    }
}
