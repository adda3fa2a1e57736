import Foundation
import TestKit
import Testing
import TimeSeries
import Workspace

@Suite struct RootCauseFileTests {
    /// 3 regions × 4 services with noise of a thousandth, one service of one region 60 % up.
    private func leaves() -> String {
        var random = SplitMix64(seed: 5)
        var text = "region,service,real,predict\n"
        for region in 0..<3 {
            for service in 0..<4 {
                let predict = 100 + 50 * random.uniform()
                let factor = (region == 1 && service == 2 ? 1.6 : 1) + 0.001 * (random.uniform() - 0.5)
                text += "r\(region),s\(service),\(predict * factor),\(predict)\n"
            }
        }
        return text
    }

    private func objects(_ question: RootCauseFile) throws -> [[String: Any]] {
        let data = Data(try question.answer(.json).text.utf8)
        return try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    }

    @Test func aPlantedCauseIsFirst() throws {
        let file = try ScratchFile(leaves())
        let first = try #require(try objects(RootCauseFile(path: file.path)).first)
        #expect(first["scope"] as? [String: String] == ["region": "r1", "service": "s2"])
        #expect(Set(first.keys) == ["scope", "real", "predict", "contribution", "score", "remainder"])
        let csv = try RootCauseFile(path: file.path).answer(.csv).text.split(separator: "\n")
        #expect(csv[0] == "scope,real,predict,contribution,score,remainder")
        #expect(csv[1].hasPrefix("region=r1 & service=s2,"))
    }

    @Test func contributionsAreExactToTheLastDigit() throws {
        var text = "d,e,real,predict\n"
        for i in 0..<60 {
            let isUp = i % 6 == 2
            text += "d\(i % 6),e\(i / 6),\(isUp ? 150 : 100).100000000000000001,100.1\n"
        }
        let file = try ScratchFile(text)
        let answer = try RootCauseFile(path: file.path).answer(.csv).text
        #expect(
            answer.contains("d=d2,1501.00000000000000001,1001,500.00000000000000001,")
                && answer.contains(",0.00000000000000005\n"), "\(answer)")
    }

    @Test func peopleSeeWhatIsLeftAndTheWhole() throws {
        let file = try ScratchFile(leaves())
        let lines = try RootCauseFile(path: file.path).answer(.table).text.split(separator: "\n")
        #expect(lines.contains { $0.contains("region=r1 & service=s2") })
        #expect(lines.contains { $0.contains("(not explained)") })
        #expect(lines.last?.contains("(all)") == true && lines.last?.contains("100.0 %") == true)
    }

    /// Cost and usage of 6 × 10 leaves, the price of one value up by a half.
    private func ratio(_ header: String) -> String {
        var random = SplitMix64(seed: 8)
        var text = header + "\n"
        for a in 0..<6 {
            for b in 0..<10 {
                let usage = 50 + 100 * random.uniform()
                let now = usage * (0.98 + 0.04 * random.uniform())
                let price = 2 + Double(b)
                let real = now * price * (a == 3 ? 1.5 : 1) * (0.995 + 0.01 * random.uniform())
                text += "a\(a),b\(b),\(real),\(now),\(usage * price),\(usage)\n"
            }
        }
        return text
    }

    @Test func aRatioHasCausesInItsOwnUnit() throws {
        let file = try ScratchFile(ratio("a,b,real_cost,real_usage,predict_cost,predict_usage"))
        let causes = try objects(RootCauseFile(path: file.path))
        let first = try #require(causes.first)
        #expect(first["scope"] as? [String: String] == ["a": "a3"])
        #expect(first["effect"] as? String == "rate")
        let (real, predict) = (
            try #require(first["real"] as? Double), try #require(first["predict"] as? Double)
        )
        #expect(abs(real / predict - 1.5) < 0.03)
        let named = try objects(RootCauseFile(path: file.path, numerator: "cost", denominator: "usage"))
        #expect(named.count == causes.count)
    }

    @Test func aRatioSaysWhatItNeeds() throws {
        let file = try ScratchFile(ratio("a,b,real_cost,real_usage,predict_cost,predict_usage"))
        #expect(throws: WorkspaceError.self) {
            try RootCauseFile(path: file.path, numerator: "cost").answer(.json)
        }
        #expect(throws: WorkspaceError.self) {
            try RootCauseFile(path: file.path, numerator: "cost", denominator: "hours").answer(.json)
        }
        let empty = try ScratchFile("a,real_x,predict_x,real_y,predict_y\nk,1,1,0,2\n")
        #expect(throws: WorkspaceError.self) { try RootCauseFile(path: empty.path).answer(.json) }
        let below = try ScratchFile("a,real_x,predict_x,real_y,predict_y\nk,1,1,-1,2\nl,1,1,1,1\n")
        #expect(
            try RootCauseFile(path: below.path).answer(.json).warnings == [
                "1 rows left out", "  line 2: needs real_y and predict_y of at least 0; correct them",
            ])
    }

    @Test func repeatedLeavesAddUpAndBadRowsAreNamed() throws {
        let file = try ScratchFile("d,real,predict\na,1,1\na,2,2\nb,x,1\nc,1,NaN\n")
        let answer = try RootCauseFile(path: file.path).answer(.json)
        #expect(answer.text == "[]\n")
        #expect(
            answer.warnings == [
                "2 rows left out", "  line 4: needs finite numbers in real and predict; correct them",
                "  line 5: needs finite numbers in real and predict; correct them",
                "1 rows repeat a leaf: added up",
            ])
    }

    @Test func filesWithoutLeavesAreAnError() throws {
        for text in [
            "", "real,predict\n1,1\n", "d,real\na,1\n", "d,real,predict\n", "d,d,real,predict\na,a,1,1\n",
        ] {
            let file = try ScratchFile(text)
            #expect(throws: WorkspaceError.self) { try RootCauseFile(path: file.path).answer(.json) }
        }
    }
}
