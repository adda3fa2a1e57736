extension ElasticNet {
    /// Chooses a penalty by rows that come after those learned from.
    ///
    /// - Parameters:
    ///   - design: *n* rows in order of time.
    ///   - response: *n* finite numbers.
    ///   - origins: The folds; at least 2 for the rule of one standard error to differ from the best.
    /// - Returns: The path of all rows, with the errors of each penalty.
    /// - Throws: As ``path(_:response:weights:)`` and ``RollingOrigin/folds(of:)``.
    /// - Complexity: One path for each fold, and one.
    public func validated(
        _ design: DesignMatrix, response: [Double], origins: RollingOrigin
    ) throws(RegressionError) -> ValidatedPath {
        let whole = try path(design, response: response)
        let folds = try origins.folds(of: design.rows)
        var net = self
        net.penalties = .given(whole.penalties)
        var errors = [[[Double]]](repeating: [], count: whole.models.count)
        for fold in folds {
            let models = try net.path(
                try design.rows(fold.training), response: Array(response[fold.training])
            ).models
            let test = try design.rows(fold.test)
            for k in errors.indices {
                // A response that does not vary in the training rows has one model for all penalties.
                let predicted = models[min(k, models.count - 1)].predict(test)
                errors[k].append(zip(response[fold.test], predicted).map { $0 - $1 })
            }
        }
        return ValidatedPath(path: whole, errors: errors.map { HeldOutErrors(folds: folds, errors: $0) })
    }
}

/// A path whose penalties were tried on rows not seen.
public struct ValidatedPath: Sendable {
    /// The models of all rows.
    public let path: ElasticNetPath
    /// The errors of each penalty where it was not fitted.
    public let errors: [HeldOutErrors]

    init(path: ElasticNetPath, errors: [HeldOutErrors]) {
        self.path = path
        self.errors = errors
        let losses = errors.map(\.loss)
        let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
        let bound = losses[best] + errors[best].standardErrorOfLoss
        self.best = path.models[best]
        oneStandardError = path.models[losses.firstIndex { $0 <= bound } ?? best]
    }

    /// The model with the least loss; of equal ones, the one with the largest penalty.
    public let best: ElasticNetModel
    /// The model with the largest penalty whose loss is within one standard error of the least.
    public let oneStandardError: ElasticNetModel
}
