public import Foundation

/// A committed fixture: `Fixtures/name` of the test bundle, made by the script of the same name beside it.
public enum Fixture {
    /// The bytes of `Fixtures/name` in `bundle` (pass `Bundle.module`).
    public static func data(_ name: String, in bundle: Bundle) throws -> Data {
        try Data(contentsOf: url(name, in: bundle))
    }

    /// `Fixtures/name` in `bundle`, decoded from JSON.
    public static func json<Value: Decodable>(_ name: String, in bundle: Bundle, as type: Value.Type) throws
        -> Value
    {
        try JSONDecoder().decode(type, from: data(name, in: bundle))
    }

    /// Where `Fixtures/name` of `bundle` is on disk.
    public static func url(_ name: String, in bundle: Bundle) -> URL {
        bundle.bundleURL.appending(path: "Fixtures").appending(path: name)
    }
}

/// The data sets beside the project, which not every machine has.
public enum SharedData {
    /// The folder `../shared/data` beside the project, or `nil` when it is missing.
    public static let folder: URL? = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        for _ in 0..<2 { folder = folder.deletingLastPathComponent() }
        let data = folder.deletingLastPathComponent().appending(path: "shared/data")
        return FileManager.default.fileExists(atPath: data.path) ? data : nil
    }()
}
