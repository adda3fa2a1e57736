import Foundation
import Workspace

/// How far long work is, in one line of standard error that is written over, for a person who watches.
struct ProgressLine {
    private let what: String

    init(_ what: String) { self.what = what }

    func show(_ progress: SeriesProgress) {
        guard progress.done < progress.total ?? .max else { return }
        write("\(what): \(progress.done)" + (progress.total.map { " of \($0)" } ?? "") + " series")
    }

    /// Clears the line.
    func end() { write("") }

    private func write(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }
}
