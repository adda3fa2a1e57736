import Testing
import Workspace

@Suite struct TextTableTests {
    private let columns: [TextTable.Column] = [.init("name"), .init("cost", isNumber: true)]

    @Test func numbersStandRightAndWideCharactersCountTwice() {
        let table = TextTable(columns, rows: [["阿里云", "-1.5"], ["AWS", "200.25"], [nil, nil]])
        #expect(table.lines == ["name      cost", "阿里云    -1.5", "AWS     200.25", "–            –"])
    }

    @Test func spreadsheetDoesNotRunATextAsAFormula() {
        let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a,\"b\"\nc", ""]
        let table = TextTable(columns, rows: hostile.map { [$0, "-2.5"] })
        #expect(
            table.csv == """
                name,cost
                '=1+1,-2.5
                '+1,-2.5
                '-1,-2.5
                '@SUM(A1),-2.5
                '\t=1,-2.5
                "a,""b""
                c",-2.5
                ,-2.5

                """)
    }

    @Test func terminalGetsNoControlCharacters() {
        let table = TextTable(columns, rows: [["\u{1B}[31mred\u{7}\u{202E}", "1"]])
        #expect(table.lines[1] == "\u{FFFD}[31mred\u{FFFD}\u{FFFD}  1" || !table.lines[1].contains("\u{1B}"))
        #expect(!table.lines[1].unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
    }
}
