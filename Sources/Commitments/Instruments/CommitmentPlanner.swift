/// Plans what to commit to this week, with the option to buy more later always in view.
///
///     let demand = try CommitmentDemand(daily: ["compute": costs], from: firstDay)
///     let plan = try CommitmentPlanner(
///         demand: demand, stack: CommitmentStack(owned),
///         instruments: [CommitmentInstrument(name: "1 year", discount: 0.27)]
///     ).plan()
public struct CommitmentPlanner: Sendable {
    /// What the planner may be told.
    public struct Settings: Sendable, Hashable {
        /// The yearly cost of capital, for upfront payments.
        public var costOfCapital: Double
        /// How much the futures with the least savings count against the mean, 0…1: λ of (1 − λ) · mean + λ · CVaR.
        ///
        /// Used where several instruments are planned together.
        public var riskAversion: Double
        /// The share of demand that becomes obsolete in each year after the first (new generations), 0 to below 1.
        public var obsolescence: Double
        /// Possible futures.
        public var scenarioCount: Int
        public var seed: UInt64

        /// The defaults.
        public init(
            costOfCapital: Double = 0.08, riskAversion: Double = 0.2, obsolescence: Double = 0.15,
            scenarioCount: Int = 20, seed: UInt64 = 1
        ) {
            self.costOfCapital = costOfCapital
            self.riskAversion = riskAversion
            self.obsolescence = obsolescence
            self.scenarioCount = scenarioCount
            self.seed = seed
        }
    }

    public let demand: CommitmentDemand
    public let stack: CommitmentStack
    public let instruments: [CommitmentInstrument]
    public let settings: Settings

    /// A planner for the week after the last day of `demand`.
    ///
    /// - Throws: ``InstrumentError`` if an instrument, a tranche or a setting makes no sense.
    public init(
        demand: CommitmentDemand, stack: CommitmentStack = CommitmentStack(),
        instruments: [CommitmentInstrument], settings: Settings = Settings()
    ) throws(InstrumentError) {
        for instrument in instruments { try instrument.validate() }
        try stack.validate()
        let names = Dictionary(grouping: instruments, by: \.name)
        if let twice = names.first(where: { $0.value.count > 1 }) { throw .twice(instrument: twice.key) }
        guard instruments.contains(where: { demand.families.contains(where: $0.covers) }) else {
            throw .noInstrument
        }
        precondition(0...1 ~= settings.riskAversion && 0..<1 ~= settings.obsolescence, "shares from 0 to 1")
        precondition(settings.costOfCapital >= 0 && settings.scenarioCount >= 1, "a rate and a count")
        self.demand = demand
        self.stack = stack
        self.instruments = instruments
        self.settings = settings
    }
}
