/// Which smoothing parameters a fit may take.
///
/// - SeeAlso: R `forecast` 8.20, `ets`, argument `bounds`.
public enum ETSBounds: Sendable, Hashable {
    /// 0.0001 ≤ α ≤ 0.9999, 0 ≤ β ≤ α, 0 ≤ γ ≤ 1 − α, 0.8 ≤ φ ≤ 0.98: each weight is that of an average.
    case usual
    /// Wherever the model forgets its start.
    case admissible
    /// Both at once.
    case both
}
