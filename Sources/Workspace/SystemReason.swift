import Foundation

/// Why the system refused, in words without stack or type names.
enum SystemReason {
    /// The reason in one line.
    static func text(of error: any Error) -> String {
        let text =
            switch error {
            case let known as CocoaError:
                known.underlying?.localizedDescription ?? known.localizedDescription
            case let known as DecodingError: SystemReason.text(of: known)
            default: String(describing: error)
            }
        return text.replacing("The operation could not be completed. ", with: "")
            .split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private static func text(of error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): place(context) + "the key \(key.stringValue) is missing"
        case .valueNotFound(_, let context): place(context) + "a value is missing"
        case .typeMismatch(_, let context): place(context) + "a value has another form"
        case .dataCorrupted(let context): place(context) + context.debugDescription
        @unknown default: "it has another form"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        guard !context.codingPath.isEmpty else { return "" }
        return context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(
            separator: ".")
            + ": "
    }
}
