import TimeSeries

/// Composes the rows of one vendor's bill, day by day.
struct BillComposer {
    let plan: VendorPlan
    let incidents: [Incident]
    let benign: [BenignEvent]
    /// The rows composed and not yet written.
    var batch = BillBatch()
    /// The texts that the codes of the batch stand for.
    var pool = TextPool()
    /// Effective cost that each incident added so far, in 10⁻⁹.
    private(set) var impacts: [Int128]
    /// Effective cost of usage by month, in 10⁻⁹.
    private(set) var usageByMonth: [BillingPeriod: Int128] = [:]
    private var usageOfMonth: Int128 = 0
    /// Billed, list and contracted cost of the open month by billing account, in 10⁻⁹.
    var invoices: [InvoiceSums]
    var invoiceCodes: [UInt32] = []
    var month = BillingPeriod(containing: EstateSize.days.lowerBound)

    private var templates: [UInt32] = []
    private var generations: [Int]
    private let width = TextColumn.allCases.count
    let firstDay = EstateSize.days.lowerBound.dayNumber
    private let constants: Constants

    /// Codes of texts that many rows need.
    private struct Constants {
        let committed: UInt32
        let used: UInt32
        let unused: UInt32
        let commitments: [[(TextColumn, UInt32)]]
    }

    init(plan: VendorPlan, incidents: [Incident], benign: [BenignEvent]) {
        self.plan = plan
        self.incidents = incidents
        self.benign = benign.filter { $0.vendor == plan.index }
        impacts = incidents.map { _ in 0 }
        invoices = plan.billingAccounts.map { _ in InvoiceSums() }
        generations = plan.lines.map { _ in 0 }
        var pool = TextPool()
        let texts = LineTexts(plan: plan)
        for i in plan.lines.indices {
            for text in texts.texts(of: i) { templates.append(pool.code(text)) }
        }
        constants = Constants(
            committed: pool.code("Committed"), used: pool.code("Used"), unused: pool.code("Unused"),
            commitments: plan.commitments.map { commitment in
                [
                    (.commitmentDiscountId, pool.code(commitment.id)),
                    (.commitmentDiscountName, pool.code(commitment.name)),
                    (.commitmentDiscountCategory, pool.code(commitment.profile.isSpend ? "Spend" : "Usage")),
                    (.commitmentDiscountType, pool.code(commitment.profile.type)),
                    (
                        .commitmentDiscountUnit,
                        pool.code(commitment.profile.isSpend ? plan.profile.currency : "Hours")
                    ),
                ]
            })
        self.pool = pool
    }

    /// Opens a month: its invoices have not been asked for anything yet.
    mutating func open(_ month: BillingPeriod) {
        self.month = month
        invoices = plan.billingAccounts.map { _ in InvoiceSums() }
        invoiceCodes = plan.billingAccounts.indices.map {
            pool.code("INV-\(plan.profile.folder)-\(month)-\($0 + 1)")
        }
    }

    /// Closes the month: adds its taxes.
    mutating func closeMonth() {
        appendTaxes()
        usageByMonth[month] = usageOfMonth
        usageOfMonth = 0
    }

    /// Adds the usage of a day, counted from the first day of the estate.
    mutating func appendUsage(on day: Int) {
        var left = plan.commitments.map {
            $0.term.contains(day) ? ($0.profile.isSpend ? $0.nanosPerDay : $0.millisPerDay) : 0
        }
        for i in plan.lines.indices where plan.lines[i].life.contains(day) {
            let use = plan.use(of: i, on: day, incidents: incidents)
            addImpacts(of: i, on: day, use)
            guard use.millis != 0 else { continue }
            renewResource(of: i, on: day)
            appendUse(use, of: i, on: day, &left)
        }
        for (c, rest) in left.enumerated() where rest > 0 { appendUnused(rest, of: c, on: day) }
    }

    private mutating func addImpacts(of i: Int, on day: Int, _ use: LineUse) {
        for k in plan.lines[i].incidents where incidents[k].days.contains(day) {
            let without = plan.use(of: i, on: day, incidents: incidents, without: k)
            impacts[k] += Int128(use.contractedNanos - without.contractedNanos)
        }
    }

    /// Gives a line the next resource when its time has come.
    private mutating func renewResource(of i: Int, on day: Int) {
        let rotation = plan.lines[i].rotation
        guard rotation > 0, day / rotation != generations[i] else { return }
        generations[i] = day / rotation
        let resource = LineTexts(plan: plan).resource(of: i, generation: day / rotation)
        templates[i * width + TextColumn.resourceId.rawValue] = pool.code(resource.id)
        templates[i * width + TextColumn.resourceName.rawValue] = pool.code(resource.name)
    }

    private mutating func appendUse(_ use: LineUse, of i: Int, on day: Int, _ left: inout [Int64]) {
        let exported = exportTime(plan.knownOn(i, on: day, incidents: incidents))
        var rest = use
        if let c = plan.lines[i].commitments.first(where: { plan.commitments[$0].term.contains(day) }) {
            let covered = appendCovered(use, of: i, on: day, by: c, &left[c], exported: exported)
            rest.millis -= covered
            if rest.millis == 0 { return }
        }
        let start = (firstDay + day) * 86_400
        guard plan.lines[i].isHourly else {
            appendStandard(rest, of: i, on: day, start..<start + 86_400, exported: exported)
            return
        }
        for hour in 0..<24 {
            var part = rest
            part.millis = HourShape.part(of: rest.millis, hour: hour)
            guard part.millis > 0 else { continue }
            let from = start + hour * 3600
            appendStandard(part, of: i, on: day, from..<from + 3600, exported: exported)
        }
    }

    private mutating func appendStandard(
        _ use: LineUse, of i: Int, on day: Int, _ charge: Range<Int>, exported: Int
    ) {
        var row = self.row(charge, exported: exported)
        row.setPrices(list: use.listMicros, contracted: use.contractedMicros, millis: use.millis)
        row.setCosts(billed: row[.contractedCost], effective: row[.contractedCost])
        row[.consumedQuantity] = row[.pricingQuantity]
        append(row, line: i)
        if use.isRaised { setRaisedPrice(of: i) }
        count(row, on: day)
    }

    private mutating func setRaisedPrice(of i: Int) {
        let line = plan.lines[i]
        batch.set(
            .skuPriceId, pool.code("\(LineTexts(plan: plan).skuId(line)).\(line.region + 1).2"))
    }

    /// Adds what a commitment covers of a use and returns it in 10⁻³ of the unit.
    private mutating func appendCovered(
        _ use: LineUse, of i: Int, on day: Int, by c: Int, _ left: inout Int64, exported: Int
    ) -> Int64 {
        let commitment = plan.commitments[c]
        let isSpend = commitment.profile.isSpend
        let price =
            isSpend ? commitment.coveredMicros(contracted: use.contractedMicros) : commitment.unitMicros
        let millis = min(use.millis, isSpend ? left / price : left)
        guard millis > 0 else { return 0 }
        let start = (firstDay + day) * 86_400
        var row = self.row(start..<start + 86_400, exported: exported)
        row.setPrices(list: use.listMicros, contracted: use.contractedMicros, millis: millis)
        row.setCosts(billed: 0, effective: millis * price)
        row[.consumedQuantity] = row[.pricingQuantity]
        row[.commitmentDiscountQuantity] = isSpend ? millis * price : millis * 1_000_000
        left -= isSpend ? millis * price : millis
        append(row, line: i)
        setCommitment(c, status: constants.used)
        count(row, on: day)
        return millis
    }

    private mutating func appendUnused(_ rest: Int64, of c: Int, on day: Int) {
        let commitment = plan.commitments[c]
        let start = (firstDay + day) * 86_400
        var row = self.row(
            start..<start + 86_400, exported: exportTime(plan.knownOn(day, incidents: incidents)))
        if commitment.profile.isSpend {
            row.setMoney(rest)
            row[.commitmentDiscountQuantity] = rest
        } else {
            row.setPrices(list: commitment.unitMicros, contracted: commitment.unitMicros, millis: rest)
            row[.commitmentDiscountQuantity] = rest * 1_000_000
        }
        row.setCosts(billed: 0, effective: row[.contractedCost])
        append(
            row, texts: commitmentTexts(c, "unused commitment", category: "Usage", frequency: "Usage-Based"))
        setCommitment(c, status: constants.unused)
        count(row, on: day)
    }

    /// Adds the effective cost of usage to its month, and to what is missing while a feed is held back.
    private mutating func count(_ row: BillRow, on day: Int) {
        let cost = Int128(row[.effectiveCost])
        usageOfMonth += cost
        for k in plan.holds where incidents[k].days.contains(day) { impacts[k] -= cost }
    }

    private mutating func setCommitment(_ c: Int, status: UInt32) {
        for (column, code) in constants.commitments[c] { batch.set(column, code) }
        batch.set(.pricingCategory, constants.committed)
        batch.set(.commitmentDiscountStatus, status)
    }

    /// Adds a row with the texts of a line.
    mutating func append(_ row: BillRow, line i: Int) {
        batch.append(row, templates, at: i * width, key: i)
        let account = plan.accounts[plan.lines[i].account].billingAccount
        batch.set(.invoiceId, invoiceCodes[account])
        invoices[account].add(row)
    }

    /// A row of the open month.
    func row(_ charge: Range<Int>, exported: Int) -> BillRow {
        BillRow(
            billing: month.start.dayNumber..<month.end.dayNumber, charge: charge, exported: exported)
    }

    /// The second at which the bill of a morning comes, the morning counted from the first day of the estate.
    func exportTime(_ day: Int) -> Int { (firstDay + day) * 86_400 + plan.profile.exportHour * 3600 }
}

/// What an invoice asks for so far, in 10⁻⁹.
struct InvoiceSums: Sendable {
    private(set) var billed: Int128 = 0
    private(set) var contracted: Int128 = 0
    private(set) var list: Int128 = 0

    mutating func add(_ row: BillRow) {
        billed += Int128(row[.billedCost])
        contracted += Int128(row[.contractedCost])
        list += Int128(row[.listCost])
    }
}

/// How a day's use is spread over its hours.
enum HourShape {
    /// Use up to the end of each hour, in 10⁻³ of the day's.
    private static let upTo: [Int64] = [
        0, 28, 53, 76, 98, 120, 144, 172, 206, 247, 293, 341, 389, 435, 482, 530, 579, 628, 676, 724, 774,
        824, 871,
        913, 1000,
    ]

    /// The part of a quantity that falls into an hour; the parts of a day add up exactly.
    static func part(of quantity: Int64, hour: Int) -> Int64 {
        quantity * upTo[hour + 1] / 1000 - quantity * upTo[hour] / 1000
    }
}
