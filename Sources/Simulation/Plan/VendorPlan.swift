import TimeSeries

/// Everything about one vendor's bill that is settled before its first row.
struct VendorPlan: Sendable {
    let index: Int
    let profile: VendorProfile
    let noise: NoiseSource
    let billingAccounts: [BillingAccount]
    let accounts: [SubAccount]
    var lines: [UsageLine] = []
    var commitments: [Commitment] = []
    /// The incidents that hold the whole bill back.
    var holds: [Int] = []
    /// Growth, weekday, holiday and common moves of each service on each day.
    private let serviceFactors: [Double]
    private let regionFactors: [Double]
    private let dayCount = EstateSize.days.count

    init(_ index: Int, _ size: EstateSize, _ noise: NoiseSource) throws(SimulationError) {
        self.index = index
        let profile = VendorProfile.all[index]
        self.profile = profile
        self.noise = noise
        var maker = AccountMaker(profile: profile, vendor: index, noise: noise)
        billingAccounts = maker.billingAccounts(rows: size.rows)
        accounts = maker.subAccounts(rows: size.rows, billingAccounts: billingAccounts.count)
        let shape = try DayShape(country: profile.calendar)
        serviceFactors = profile.services.indices.flatMap { service in
            VendorPlan.factors(profile.services[service], shape, vendor: index, service: service, noise)
        }
        regionFactors = profile.regions.indices.flatMap { region in
            EstateSize.days.indices.map { day in
                1 + 0.006 * noise.shock(.region, index * 64 + region, day.dayNumber)
            }
        }
    }

    private static func factors(
        _ profile: ServiceProfile, _ shape: DayShape, vendor: Int, service: Int, _ noise: NoiseSource
    ) -> [Double] {
        EstateSize.days.indices.map { day in
            demand(profile, shape, vendor: vendor, service: service, on: day, noise)
        }
    }

    /// What is asked of a service on a day, as a multiple of its average day without growth.
    static func demand(
        _ profile: ServiceProfile, _ shape: DayShape, vendor: Int, service: Int, on day: CivilDate,
        _ noise: NoiseSource
    ) -> Double {
        let address = vendor * 64 + service
        let number = day.dayNumber
        let offset = EstateSize.days.lowerBound.distance(to: day)
        let common =
            0.8 * noise.shock(.service, address, number)
            + 0.5 * noise.shock(.service, address, number - 1)
            + 0.3 * noise.shock(.service, address, number - 2)
        return (1 + profile.growth * Double(offset) / 365) * shape.factor(profile.shape, on: day)
            * (1 + profile.shape.commonSpread * common)
    }

    /// What is asked of a service on a day of the estate.
    func demand(ofService service: Int, on day: CivilDate) -> Double {
        serviceFactors[service * dayCount + EstateSize.days.lowerBound.distance(to: day)]
    }

    /// The use of a line on a day in 10⁻³ of the unit, before incidents; 0 when it is not used.
    @inline(__always)
    func rawMillis(_ line: UsageLine, at i: Int, on day: Int) -> Double {
        guard line.life.contains(day) else { return 0 }
        let own = noise.shock(.quantity, index << 32 | i, day)
        let spread = profile.services[line.service].shape.ownSpread
        return line.baseMillis * serviceFactors[line.service * dayCount + day]
            * regionFactors[line.region * dayCount + day] * max(0.2, 1 + spread * own)
    }
}

extension UsageShape {
    /// Standard deviation of the moves that all lines of a service share.
    var commonSpread: Double {
        switch self {
        case .business: 0.010
        case .steady: 0.006
        case .batch: 0.025
        case .consumer: 0.018
        case .accelerator: 0.028
        case .storage: 0.002
        }
    }

    /// Standard deviation of the moves of one line.
    var ownSpread: Double {
        switch self {
        case .business: 0.04
        case .steady: 0.02
        case .batch: 0.09
        case .consumer: 0.05
        case .accelerator: 0.08
        case .storage: 0.006
        }
    }
}
