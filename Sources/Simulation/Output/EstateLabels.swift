public import Billing
public import TimeSeries

/// The truth about an estate: what was planted and should be found, and what moved and should not be alarmed on.
public struct EstateLabels: Sendable, Hashable, Codable {
    /// Something that should be found.
    public struct PlantedIncident: Sendable, Hashable, Codable {
        public var id: String
        public var kind: String
        /// `up` or `down`.
        public var direction: String
        public var firstDay: CivilDate
        public var lastDay: CivilDate
        public var scope: Scope
        public var currency: Currency
        /// Effective cost of usage that the incident added, exactly; negative when it removed some.
        ///
        /// For a feed that stopped it is what was missing until it was delivered.
        public var impact: Money<Effective>
    }

    /// Something that should not be alarmed on.
    public struct PlantedEvent: Sendable, Hashable, Codable {
        public var id: String
        public var kind: String
        public var firstDay: CivilDate
        public var lastDay: CivilDate
        public var scope: Scope
        public var currency: Currency
    }

    /// What a driver in `drivers/` does to the bill.
    public struct PlantedDriver: Sendable, Hashable, Codable {
        /// The driver's name: its file without `.csv`.
        public var name: String
        /// The part of the bill that it drives; `null` for a driver of nothing.
        public var scope: Scope?
        public var currency: Currency?
        /// Days after which the usage follows.
        public var lagDays: Int?
        /// The part of the cost that does not follow, before incidents.
        public var fixedShare: Double?
        /// Cost of one unit more at contracted prices, before incidents.
        public var marginalCost: Money<Contracted>?

        /// Every key is there; what a driver of nothing does not have is `null`.
        public func encode(to encoder: any Encoder) throws {
            var json = encoder.container(keyedBy: CodingKeys.self)
            try json.encode(name, forKey: .name)
            try json.encode(scope, forKey: .scope)
            try json.encode(currency, forKey: .currency)
            try json.encode(lagDays, forKey: .lagDays)
            try json.encode(fixedShare, forKey: .fixedShare)
            try json.encode(marginalCost, forKey: .marginalCost)
        }
    }

    public var seed: UInt64
    public var incidents: [PlantedIncident]
    public var benign: [PlantedEvent]
    /// The drivers; `nil` in labels made before there were any.
    public var drivers: [PlantedDriver]?
}

extension EstateLabels {
    /// The truth about an estate; `impacts` are in 10⁻⁹ of each incident's currency.
    init(_ estate: Estate, impacts: [Int128]) {
        seed = estate.seed
        let currencies = estate.plans.map { EstateLabels.currency($0.profile) }
        incidents = zip(estate.incidents, impacts).compactMap { incident, impact in
            guard !estate.prevented.contains(incident.id) else { return nil }
            return PlantedIncident(
                id: incident.id, kind: incident.kind, direction: incident.isUp ? "up" : "down",
                firstDay: estate.day(incident.days.lowerBound),
                lastDay: estate.day(incident.days.upperBound - 1),
                scope: EstateLabels.scope(incident.scope), currency: currencies[incident.vendor],
                impact: Money(units: impact * 1_000_000_000))
        }
        benign = estate.benign.map { event in
            let vendor = ("ServiceProviderName", estate.plans[event.vendor].profile.name)
            return PlantedEvent(
                id: event.id, kind: event.kind, firstDay: estate.day(event.days.lowerBound),
                lastDay: estate.day(event.days.upperBound - 1),
                scope: EstateLabels.scope([vendor] + event.scope),
                currency: currencies[event.vendor])
        }
        drivers = BusinessDriver.all.map { driver in
            guard let source = driver.source else { return PlantedDriver(name: driver.name) }
            let plan = estate.plans[source.vendor]
            let vendor = ("ServiceProviderName", plan.profile.name)
            return PlantedDriver(
                name: driver.name,
                scope: EstateLabels.scope([
                    vendor, ("ServiceName", plan.profile.services[source.service].name),
                ]),
                currency: currencies[source.vendor], lagDays: source.lagDays,
                fixedShare: source.fixedShareOfCost(in: plan),
                marginalCost: source.marginalCost(in: plan, scale: driver.scale))
        }
    }

    private static func scope(_ columns: [(column: String, value: String)]) -> Scope {
        var values: [Dimension: String?] = [:]
        for (column, value) in columns { values[Dimension(column)] = .some(value) }
        return Scope(values)
    }

    private static func currency(_ profile: VendorProfile) -> Currency {
        guard let currency = Currency(profile.currency) else {
            preconditionFailure("a vendor of the catalogue has a currency")
        }
        return currency
    }
}

extension Estate {
    /// The day that is `offset` days after the first.
    func day(_ offset: Int) -> CivilDate { days.lowerBound.advanced(by: offset) }
}
