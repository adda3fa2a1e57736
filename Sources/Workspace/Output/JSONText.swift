internal import Foundation

/// Values as JSON for programs.
enum JSONText {
    /// A value as JSON with sorted keys, one line a value.
    ///
    /// - Throws: ``WorkspaceError`` if a number is not finite.
    static func text(_ value: some Encodable) throws(WorkspaceError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try attempt(.data, "needs values that JSON can hold") {
            String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
        }
    }
}
