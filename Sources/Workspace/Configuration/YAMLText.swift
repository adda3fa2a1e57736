internal import Foundation
internal import Yams

/// The text of a YAML file that people write, checked before it is read.
enum YAMLText {
    /// Bytes that such a file may have; a longer one is a mistake, and takes long to read.
    static let longest = 1_000_000

    /// The root of the document; `nil` if there is nothing in it.
    ///
    /// - Parameters:
    ///   - yaml: The text.
    ///   - file: How errors name it.
    ///   - advice: What to do about a file that is too long.
    /// - Returns: The document's root.
    /// - Throws: ``ConfigurationError`` if it is too long, has a NUL, or is no YAML.
    static func root(_ yaml: String, file: String, advice: String) throws(ConfigurationError) -> Node? {
        func failure(_ line: Int, _ message: String) -> ConfigurationError {
            ConfigurationError(file: file, problems: [.init(line: line, message: message)])
        }
        guard yaml.utf8.count <= longest else {
            throw failure(1, "needs a file of at most \(longest) bytes, got more; \(advice)")
        }
        // The parser takes a NUL for the end: what stands after it would be ignored in silence.
        if let end = yaml.utf8.firstIndex(of: 0) {
            let line = 1 + yaml.utf8[..<end].count { $0 == UInt8(ascii: "\n") }
            throw failure(line, "needs text, got a NUL byte; save the file as plain text")
        }
        do {
            return try Yams.compose(yaml: yaml)
        } catch {
            throw ConfigurationError(file: file, problems: [problem(of: error)])
        }
    }

    /// The text of a file, if it is UTF-8 and not too long to be meant.
    static func text(of url: URL, file: String) throws(ConfigurationError) -> String {
        let data: Data?
        do {
            let handle = try FileHandle(forReadingFrom: url)
            data = try handle.read(upToCount: longest + 1)
        } catch {
            throw ConfigurationError(
                file: file, problems: [.init(line: 1, message: "needs a file that can be read, got none")])
        }
        guard let text = String(data: data ?? Data(), encoding: .utf8) else {
            throw ConfigurationError(
                file: file,
                problems: [.init(line: 1, message: "needs text in UTF-8, got other bytes; save it as UTF-8")])
        }
        return text
    }

    private static func problem(of error: any Error) -> ConfigurationError.Problem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            .init(line: mark.line, message: "needs YAML, got something that does not read: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            .init(
                line: context.mark.line,
                message:
                    "needs each key once, got \(keys.map { "'\($0)'" }.joined(separator: ", ")) more often")
        default:
            .init(line: 1, message: "needs YAML, got something that does not read: \(error)")
        }
    }
}
