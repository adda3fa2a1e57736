/// Many series by name, in order.
public struct Panel: Sendable, Hashable {
    /// The names, in the order in which the series were added; each once.
    public private(set) var ids: [String] = []
    private var members: [String: Series] = [:]

    /// No series.
    public init() {}

    /// Number of series.
    public var count: Int { ids.count }

    /// The series of this name; setting `nil` takes it out, setting a new name adds it at the end.
    public subscript(id: String) -> Series? {
        get { members[id] }
        set {
            let known = members.updateValue(newValue, at: id)
            if newValue == nil {
                if known { ids.removeAll { $0 == id } }
            } else if !known {
                ids.append(id)
            }
        }
    }

    /// Names and series, in order.
    public var all: [(id: String, series: Series)] {
        ids.compactMap { id in members[id].map { (id, $0) } }
    }

    /// What `transform` makes of each series, in order, on up to `width` threads.
    public func map<Result: Sendable>(
        width: Int? = nil, _ transform: @Sendable (String, Series) -> Result
    ) -> [Result] {
        parallelMap(all, width: width) { transform($0.id, $0.series) }
    }
}

extension [String: Series] {
    /// Sets or removes a value and says whether there was one.
    fileprivate mutating func updateValue(_ value: Series?, at id: String) -> Bool {
        let known = self[id] != nil
        self[id] = value
        return known
    }
}
