import Billing
import TimeSeries

extension BudgetNode {
    private enum CodingKeys: String, CodingKey {
        case scope, period, currency, basis, actualToDate, p10, p50, p90, mean, budget, probabilityOverrun
        case crossingDay, measuredCoverage, children, tree, name, completedToDate, provisionalFrom
        case expectedOverrun, meanMinusBudget, outlook, coverageCount, historyDays
    }

    /// Every key is written: what is unknown is null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(scope, forKey: .scope)
        try container.encode(period, forKey: .period)
        try container.encode(currency, forKey: .currency)
        try container.encode(basis, forKey: .basis)
        try container.encode(actualToDate, forKey: .actualToDate)
        try container.encode(p10, forKey: .p10)
        try container.encode(p50, forKey: .p50)
        try container.encode(p90, forKey: .p90)
        try container.encode(mean, forKey: .mean)
        try container.encode(budget, forKey: .budget)
        try container.encode(probabilityOverrun, forKey: .probabilityOverrun)
        try container.encode(crossingDay, forKey: .crossingDay)
        try container.encode(measuredCoverage, forKey: .measuredCoverage)
        try container.encode(children, forKey: .children)
        try container.encode(tree, forKey: .tree)
        try container.encode(name, forKey: .name)
        try container.encode(completedToDate, forKey: .completedToDate)
        try container.encode(provisionalFrom, forKey: .provisionalFrom)
        try container.encode(expectedOverrun, forKey: .expectedOverrun)
        try container.encode(meanMinusBudget, forKey: .meanMinusBudget)
        try container.encode(outlook, forKey: .outlook)
        try container.encode(coverageCount, forKey: .coverageCount)
        try container.encode(historyDays, forKey: .historyDays)
    }

    /// Reads trees of earlier versions too, which have fewer keys.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            scope: try container.decode(Scope.self, forKey: .scope),
            period: try container.decode(String.self, forKey: .period),
            currency: try container.decode(Currency.self, forKey: .currency),
            basis: try container.decode(CostBasis.self, forKey: .basis),
            actualToDate: try container.decode(Money<Charged>.self, forKey: .actualToDate),
            p10: try container.decode(Money<Charged>.self, forKey: .p10),
            p50: try container.decode(Money<Charged>.self, forKey: .p50),
            p90: try container.decode(Money<Charged>.self, forKey: .p90),
            mean: try container.decode(Money<Charged>.self, forKey: .mean),
            budget: try container.decodeIfPresent(Money<Charged>.self, forKey: .budget),
            probabilityOverrun: try container.decodeIfPresent(Double.self, forKey: .probabilityOverrun),
            crossingDay: try container.decodeIfPresent(CivilDate.self, forKey: .crossingDay),
            measuredCoverage: try container.decodeIfPresent(Double.self, forKey: .measuredCoverage),
            children: try container.decode([BudgetNode].self, forKey: .children))
        tree = try container.decodeIfPresent(String.self, forKey: .tree)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        completedToDate = try container.decodeIfPresent(Money<Charged>.self, forKey: .completedToDate)
        provisionalFrom = try container.decodeIfPresent(CivilDate.self, forKey: .provisionalFrom)
        expectedOverrun = try container.decodeIfPresent(Money<Charged>.self, forKey: .expectedOverrun)
        meanMinusBudget = try container.decodeIfPresent(Money<Charged>.self, forKey: .meanMinusBudget)
        outlook = try container.decodeIfPresent([PeriodOutlook].self, forKey: .outlook) ?? []
        coverageCount = try container.decodeIfPresent(Int.self, forKey: .coverageCount)
        historyDays = try container.decodeIfPresent(Int.self, forKey: .historyDays)
    }
}
