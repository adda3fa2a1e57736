/// What a variance bridge is asked for.
public struct BridgeQuestion: Sendable {
    /// The period that is explained, the trees and the day, as for a forecast.
    public var budget: BudgetQuestion
    /// What the period is compared with: `previous`, `year-ago`, `budget`, or the name of a period.
    public var against: String
    /// Only this part of the bill: `COLUMN=VALUE` each.
    public var scope: [String]
    /// The business driver that use is held against; none if not given.
    public var driver: String?
    /// How many contributors are named for each part.
    public var contributorCount: Int

    /// A question.
    public init(
        _ budget: BudgetQuestion, against: String = "previous", scope: [String] = [], driver: String? = nil,
        contributorCount: Int = 3
    ) {
        self.budget = budget
        self.against = against
        self.scope = scope
        self.driver = driver
        self.contributorCount = contributorCount
    }
}
