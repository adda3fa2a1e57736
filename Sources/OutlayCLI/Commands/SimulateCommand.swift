import ArgumentParser
import Foundation
import Simulation
import Workspace

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Makes up a labelled bill of seven vendors to try everything on.",
        discussion: """
            Writes bills, the truth about their incidents (labels.json) and a configuration. The same seed and number of \
            rows give the same files.

            Example: outlay simulate estate --rows 120000 --seed 1
            """)

    @Argument(help: "The folder to write into; it is made if it is not there.") var directory: String
    @Option(parsing: .unconditional, help: "Charges in all bills together.") var rows = 120_000
    @Option(help: "What everything is drawn from.") var seed: UInt64 = 1
    @Option(help: "How the bills are written: csv (CSV.gz) or parquet.") var format: EstateFormat = .csv

    func run() throws {
        do throws(SimulationError) {
            let estate = try Estate(seed: seed, rows: rows)
            let summary = try EstateWriter(estate: estate, format: format)
                .write(to: URL(filePath: directory)) { Console.progress("\($0.rows) rows, \($0.file)") }
            Console.print(
                """
                Wrote \(summary.rows) rows with \(summary.labels.incidents.count) incidents and \
                \(summary.labels.benign.count) benign events to \(directory)
                Next: outlay init costs --from \(directory)/outlay.yaml
                      outlay --workspace costs ingest \(directory)/bills

                """)
        } catch {
            throw WorkspaceError(.usage, error.description)
        }
    }
}
