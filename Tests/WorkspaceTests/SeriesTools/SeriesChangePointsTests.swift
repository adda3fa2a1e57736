import Testing
import Workspace

@Suite struct SeriesChangePointsTests {
    /// Rows of `dailyRows`, thirty higher from the sixtieth on.
    private func shifted(_ id: String) -> String {
        dailyRows(id, 140).split(separator: "\n").enumerated().map { i, row in
            let cells = row.split(separator: ",")
            return "\(cells[0]),\(cells[1]),\((Double(cells[2]) ?? 0) + (i < 60 ? 0 : 30))\n"
        }.joined()
    }

    @Test func everyMethodFindsTheShiftAndNothingElse() throws {
        let file = try ScratchFile(header + shifted("moved") + dailyRows("still", 140) + dailyRows("lone", 1))
        for method in SeriesChangePoints.Method.allCases {
            let question = SeriesChangePoints(SeriesInput(path: file.path), method: method)
            let answer = try question.answer(.csv)
            let rows = cells(answer.text)
            #expect(rows[0] == ["unique_id", "ds", "kind", "magnitude", "score"])
            #expect(rows.count == 2 && rows.last?[0] == "moved", "\(method) \(answer.text)")
            #expect(rows.last?[2] == "level" && (rows.last?[1] ?? "").hasPrefix("2026-0"))
            #expect(abs((rows.last.flatMap { Double($0[3]) } ?? 0) - 30) < 4)
            #expect((0.5...1).contains(rows.last.flatMap { Double($0[4]) } ?? 0))
        }
    }

    @Test func aSeriesThatCannotBeReadIsNamed() throws {
        let file = try ScratchFile(header + shifted("moved") + "twice,2026-01-01,1\ntwice,2026-01-01,2\n")
        let answer = try SeriesChangePoints(SeriesInput(path: file.path)).answer(.json)
        #expect(answer.leftOutCount == 1 && answer.text.contains("\"moved\""))
    }

    @Test func aLengthBelowTwoIsRefused() throws {
        let file = try ScratchFile(header + shifted("moved"))
        let question = SeriesChangePoints(SeriesInput(path: file.path), minimumLength: 1)
        #expect(throws: WorkspaceError.self) { try question.answer(.csv) }
    }
}
