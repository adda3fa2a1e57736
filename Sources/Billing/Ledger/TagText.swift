import Foundation

/// Tags as one text: a JSON object with sorted keys, so that equal tags are equal texts.
public enum TagText {
    /// The value of a key, `"true"` for a tag without a value; `nil` if there is no such key or the text is no object.
    public static func value(of key: String, in json: String) -> String? {
        guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any],
            let value = object[key]
        else { return nil }
        return text(value)
    }

    /// The keys of the tags; empty if the text is no object.
    public static func keys(in json: String) -> [String] {
        let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return (object?.keys).map { $0.sorted() } ?? []
    }

    private static func text(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue == "1" && "\(value)" == "true" ? "true" : "\(value)"
        case is NSNull: "true"
        default: nil
        }
    }
}
