import Foundation

/// Where texts go: data to standard output, everything else to standard error.
enum Console {
    /// Prints data.
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// Says something that is no data.
    static func warn(_ text: String) {
        FileHandle.standardError.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }

    /// Says what is going on, to a person who watches.
    static func progress(_ text: String) {
        if isatty(STDERR_FILENO) == 1 { warn(text) }
    }

    /// Says what went wrong and ends the program.
    static func fail(_ message: String, code: Int32) -> Never {
        warn("outlay: " + message)
        exit(code)
    }
}
