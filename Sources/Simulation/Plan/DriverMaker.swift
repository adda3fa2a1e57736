import TimeSeries

/// Makes the values of business drivers from the demand that drives the estate's usage.
struct DriverMaker {
    let estate: Estate

    /// `day,value`, one line a day of the estate.
    func text(of driver: BusinessDriver) throws(SimulationError) -> String {
        var text = "day,value\n"
        for (day, value) in zip(estate.days, try values(of: driver)) { text += "\(day),\(value)\n" }
        return text
    }

    /// What was counted on each day of the estate.
    private func values(of driver: BusinessDriver) throws(SimulationError) -> [Int] {
        let noise = NoiseSource(seed: estate.seed)
        let address = BusinessDriver.all.firstIndex { $0.name == driver.name } ?? 0
        let demand = try demand(of: driver, noise, address: address)
        return estate.days.map { day in
            let miscount = 1 + BusinessDriver.miscount * noise.shock(.driver, address, day.dayNumber)
            return Int((driver.scale * demand(day) * miscount).rounded())
        }
    }

    /// What the driver measures on a day, as a multiple of its average day without growth.
    private func demand(
        of driver: BusinessDriver, _ noise: NoiseSource, address: Int
    ) throws(SimulationError) -> (CivilDate) -> Double {
        guard let source = driver.source else {
            let shape = try DayShape(country: "US")
            return { day in
                let common =
                    0.8 * noise.shock(.driver, address + 64, day.dayNumber)
                    + 0.5 * noise.shock(.driver, address + 64, day.dayNumber - 1)
                let growth = 1 + 0.25 * Double(EstateSize.days.lowerBound.distance(to: day)) / 365
                return growth * shape.factor(.business, on: day) * (1 + 0.03 * common)
            }
        }
        let plan = estate.plans[source.vendor]
        let shape = try DayShape(country: plan.profile.calendar)
        return { day in
            let demand = VendorPlan.demand(
                plan.profile.services[source.service], shape, vendor: source.vendor, service: source.service,
                on: day.advanced(by: source.lagDays), noise)
            return (demand - source.fixedShare) / (1 - source.fixedShare)
        }
    }
}
