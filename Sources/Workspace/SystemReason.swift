import Foundation

/// Why the system refused, in words without stack or type names.
enum SystemReason {
    /// The reason in one line.
    static func text(of error: any Error) -> String {
        let text =
            if let known = error as? CocoaError {
                known.underlying?.localizedDescription ?? known.localizedDescription
            } else {
                String(describing: error)
            }
        return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
