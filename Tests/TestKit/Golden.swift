import Foundation

/// A text that people read, kept byte by byte beside the test; `UPDATE_GOLDEN=1` rewrites it.
public enum Golden {
    /// Whether `text` equals `Fixtures/name` beside the test file, or was just written there.
    public static func matches(_ text: String, _ name: String, file: String = #filePath) throws -> Bool {
        let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures").appending(
            path: name)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: url)
            return true
        }
        return try String(contentsOf: url, encoding: .utf8) == text
    }
}
