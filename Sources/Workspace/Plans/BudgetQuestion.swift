public import TimeSeries

/// What a forecast of budgets is asked for.
public struct BudgetQuestion: Sendable {
    /// The name of the period to look at; the quarter of the run's newest day if not given.
    public var period: String?
    /// What one tree is broken down by.
    public var dimensions: [String]
    /// Trees of the plan by their names.
    ///
    /// Without these and without ``dimensions`` all trees of the plan are shown, after one by the workspace's first two
    /// dimensions.
    public var trees: [String]
    /// The day of the run; the usual one if not given.
    public var date: CivilDate?
    /// The time of the call.
    public var now: Timestamp

    /// A question.
    public init(
        period: String? = nil, dimensions: [String] = [], trees: [String] = [], date: CivilDate? = nil,
        now: Timestamp
    ) {
        self.period = period
        self.dimensions = dimensions
        self.trees = trees
        self.date = date
        self.now = now
    }
}
