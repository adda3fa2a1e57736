import Billing
import Foundation
import Testing

@Suite struct ScopeTests {
    private static let machine = Scope([
        .service: "EC2", .region: "us-east-1", .serviceProvider: "AWS", .tag("owner"): nil,
    ])

    @Test func peopleReadFromTheLargeToTheSmall() {
        #expect("\(Self.machine)" == "AWS · EC2 · us-east-1 · –")
        #expect("\(Scope.total)" == "all")
    }

    @Test func aWiderScopeContainsANarrowerOne() {
        let vendor = Scope([.serviceProvider: "AWS"])
        #expect(vendor.contains(Self.machine) && !Self.machine.contains(vendor))
        #expect(Scope.total.contains(vendor) && !vendor.contains(Scope([.serviceProvider: "Azure"])))
    }

    @Test func noValueIsNotAnyValue() {
        let unowned = Scope([.tag("owner"): nil])
        #expect(unowned.contains(Self.machine) && unowned != Scope.total)
        #expect(Self.machine[.tag("owner")] == .some(nil) && Self.machine[.sku] == nil)
    }

    @Test func itsJSONHasItsColumnsAndNull() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(Self.machine)
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"RegionId":"us-east-1","ServiceName":"EC2","ServiceProviderName":"AWS","tag:owner":null}"#
        )
        #expect(try JSONDecoder().decode(Scope.self, from: json) == Self.machine)
    }

    @Test func hostileValuesStayApart() {
        let one = Scope([.service: "a\u{1}RegionId=b"])
        let other = Scope([.service: "a", .region: "b"])
        #expect(one != other)
    }
}
