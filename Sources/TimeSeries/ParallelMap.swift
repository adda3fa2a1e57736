import Dispatch
import Foundation
import Synchronization

/// Applies `transform` to each element, on up to `width` threads; results come in input order, whatever the width.
///
///     let fits = parallelMap(panel, width: 2) { try? model.fit($0) }
///
/// Work is handed out one element at a time, so uneven elements balance.
///
/// - Parameters:
///   - elements: What to work on.
///   - width: Threads at most; 1 runs on the calling thread. Default: the number of active processors.
///   - transform: Pure: it gives the same result whenever and wherever it runs.
/// - Returns: One result for each element, in the order of the elements.
public func parallelMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], width: Int? = nil, _ transform: @Sendable (Element) -> Result
) -> [Result] {
    let width = min(width ?? ProcessorCount.active, elements.count)
    guard width > 1 else { return elements.map(transform) }
    let next = Atomic(0)
    let parts = Mutex<[[(Int, Result)]]>([])
    DispatchQueue.concurrentPerform(iterations: width) { _ in
        var part: [(Int, Result)] = []
        while true {
            let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard i < elements.count else { break }
            part.append((i, transform(elements[i])))
        }
        parts.withLock { $0.append(part) }
    }
    var ordered = [Result?](repeating: nil, count: elements.count)
    for (i, result) in parts.withLock({ $0.joined() }) { ordered[i] = result }
    return ordered.compactMap(\.self)
}

private enum ProcessorCount {
    static let active = ProcessInfo.processInfo.activeProcessorCount
}
