import TimeSeries

/// Chooses what a vendor's commitments cover, and how large they are.
struct CommitmentMaker {
    private let dayCount = EstateSize.days.count

    /// Adds the commitments to the plan, and to the lines that they cover.
    func add(to plan: inout VendorPlan) {
        for profile in plan.profile.commitments {
            let lines = coveredLines(plan, profile)
            guard let first = lines.first else { continue }
            var start = profile.startOffset
            repeat {
                let index = plan.commitments.count
                plan.commitments.append(commitment(plan, profile, lines, first, start: start))
                for i in lines { plan.lines[i].commitments.append(index) }
                start += 365
            } while profile.isRenewed && start < dayCount
        }
    }

    /// Lines of the service until they carry the share that is to be covered; of one SKU and region for hours.
    private func coveredLines(_ plan: VendorPlan, _ profile: CommitmentProfile) -> [Int] {
        let all = plan.lines.indices.filter {
            let line = plan.lines[$0]
            return plan.profile.services[line.service].name == profile.service && line.commitments.isEmpty
                && line.life == 0..<dayCount && !line.isHourly
        }
        let total = all.reduce(0) { $0 + plan.lines[$1].baseNanos }
        guard let leading = all.max(by: { plan.lines[$0].baseNanos < plan.lines[$1].baseNanos }) else {
            return []
        }
        var covered: [Int] = []
        var money = 0.0
        for i in all where money < total * profile.coverPercent / 100 {
            let fits =
                plan.lines[i].sku == plan.lines[leading].sku
                && plan.lines[i].region == plan.lines[leading].region
            guard profile.isSpend || fits else { continue }
            covered.append(i)
            money += plan.lines[i].baseNanos
        }
        return covered
    }

    private func commitment(
        _ plan: VendorPlan, _ profile: CommitmentProfile, _ lines: [Int], _ first: Int, start: Int
    ) -> Commitment {
        let line = plan.lines[first]
        let service = plan.profile.services[line.service]
        let growth = 1 + service.growth * Double(start) / 365
        let saving = Double(100 - profile.savingPercent) / 100
        let unit = profile.isSpend ? 1_000_000 : line.contractedMicros * (100 - profile.savingPercent) / 100
        // A little below the use of an office day at the start: full on most days, not on weekends and holidays.
        let use = lines.reduce(0) {
            $0 + (profile.isSpend ? plan.lines[$1].baseNanos : plan.lines[$1].baseMillis)
        }
        let size = use * growth * 0.94 * (profile.isSpend ? saving : 1)
        let millis: Int64 = profile.isSpend ? 0 : Int64(size / 100) * 100
        let nanos = profile.isSpend ? Int64(size / 10_000_000) * 10_000_000 : millis * unit
        let address = plan.index << 16 | plan.commitments.count
        let year = (EstateSize.days.lowerBound.advanced(by: start)).year
        return Commitment(
            profile: profile, id: commitmentId(plan, profile, line, address), name: "\(profile.name)-\(year)",
            service: line.service, region: line.region, account: line.account, term: start..<start + 365,
            millisPerDay: millis, unitMicros: unit, nanosPerDay: nanos)
    }

    private func commitmentId(
        _ plan: VendorPlan, _ profile: CommitmentProfile, _ line: UsageLine, _ address: Int
    ) -> String {
        let hex = plan.noise.hex(12, address, 77)
        let account = plan.accounts[line.account].id
        let region = plan.profile.regions[line.region].id
        return switch plan.profile.accountStyle {
        case .digits(12) where plan.profile.name == "AWS":
            "arn:aws:savingsplans::\(account):savingsplan/\(hex)"
        case .uuid: "/providers/Microsoft.Capacity/reservationOrders/\(hex)"
        case .project: "//compute.googleapis.com/projects/\(account)/regions/\(region)/commitments/\(hex)"
        default: "\(profile.isSpend ? "spn" : "ri")-\(hex)"
        }
    }
}
