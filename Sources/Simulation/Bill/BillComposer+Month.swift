import TimeSeries

/// Charges that are not the usage of a day: commitments bought, fees, credits, corrections, taxes.
extension BillComposer {
    /// Adds what is charged once on this day, counted from the first day of the estate.
    mutating func appendCharges(on day: Int) {
        let date = CivilDate(dayNumber: firstDay + day)
        for c in plan.commitments.indices { appendPurchase(of: c, on: day) }
        if date.day == 1 { appendMonthlyFees(on: day) }
        if date.day == 5 { appendCorrections(on: day) }
        if date.day == 15, [0, 1, 3].contains(plan.index) {
            appendCredit(-dailyNanos / 8, on: day, "service credit")
        }
        for event in benign where event.days.lowerBound == day {
            switch event.effect {
            case .credit(let nanos): appendCredit(-nanos, on: day, "incentive under the agreement")
            case .trueUp(let service, let percent): appendTrueUp(of: service, percent, on: day)
            case .none, .migration: break
            }
        }
    }

    /// Money of an average day, in whole units, in 10⁻⁹.
    private var dailyNanos: Int64 {
        Int64(plan.lines.reduce(0) { $0 + $1.baseNanos } / 1e9) * 1_000_000_000
    }

    /// The texts of a row about a commitment.
    mutating func commitmentTexts(
        _ c: Int, _ what: String, category: String, frequency: String
    ) -> [String?] {
        let commitment = plan.commitments[c]
        let service = plan.profile.services[commitment.service]
        var texts = LineTexts(plan: plan).vendorTexts(account: commitment.account)
        func set(_ column: TextColumn, _ text: String?) { texts[column.rawValue] = text }
        set(.chargeCategory, category)
        set(.chargeDescription, "\(commitment.name): \(what)")
        set(.chargeFrequency, frequency)
        set(.pricingCategory, "Standard")
        set(.pricingUnit, commitment.profile.isSpend ? plan.profile.currency : "Hours")
        set(.serviceName, service.name)
        set(.serviceCategory, service.category)
        set(.serviceSubcategory, service.subcategory)
        let sku = "SKU" + plan.noise.decimal(8, plan.index << 16 | c, 6)
        set(.skuId, sku)
        set(.skuMeter, "Commitment")
        set(.skuPriceId, sku + ".1")
        set(.resourceId, commitment.id)
        set(.resourceName, commitment.name)
        set(.resourceType, commitment.profile.type)
        set(.regionId, plan.profile.regions[commitment.region].id)
        set(.regionName, plan.profile.regions[commitment.region].name)
        set(.commitmentDiscountId, commitment.id)
        set(.commitmentDiscountName, commitment.name)
        set(.commitmentDiscountCategory, commitment.profile.isSpend ? "Spend" : "Usage")
        set(.commitmentDiscountType, commitment.profile.type)
        set(.commitmentDiscountUnit, commitment.profile.isSpend ? plan.profile.currency : "Hours")
        return texts
    }

    /// Adds the purchase of the part of a commitment that begins on this day.
    private mutating func appendPurchase(of c: Int, on day: Int) {
        let commitment = plan.commitments[c]
        let isMonthly = commitment.profile.payment == .monthly
        let isMonthStart = CivilDate(dayNumber: firstDay + day).day == 1
        guard commitment.term.contains(day), day == commitment.term.lowerBound || isMonthly && isMonthStart
        else {
            return
        }
        let monthEnd = month.end.dayNumber - firstDay
        let end = isMonthly ? min(monthEnd, commitment.term.upperBound) : commitment.term.upperBound
        let days = Int64(end - day)
        var row = self.row(
            (firstDay + day) * 86_400..<(firstDay + end) * 86_400,
            exported: exportTime(day + 1 + plan.profile.lagDays))
        if commitment.profile.isSpend {
            row.setMoney(commitment.nanosPerDay * days)
            row[.commitmentDiscountQuantity] = commitment.nanosPerDay * days
        } else {
            row.setPrices(
                list: commitment.unitMicros, contracted: commitment.unitMicros,
                millis: commitment.millisPerDay * days)
            row[.commitmentDiscountQuantity] = commitment.millisPerDay * days * 1_000_000
        }
        row.setCosts(billed: row[.contractedCost], effective: 0)
        append(
            row,
            texts: commitmentTexts(
                c, isMonthly ? "monthly payment" : "payment for the term", category: "Purchase",
                frequency: isMonthly ? "Recurring" : "One-Time"))
    }

    private mutating func appendMonthlyFees(on day: Int) {
        let charge = (firstDay + day) * 86_400..<month.end.dayNumber * 86_400
        let exported = exportTime(day + 1 + plan.profile.lagDays)
        if plan.profile.supportMicros > 0 {
            appendFee(
                charge, exported, micros: plan.profile.supportMicros, publisher: plan.profile.publisher,
                service: "\(plan.profile.name) Support", category: "Management and Governance",
                subcategory: "Support",
                sku: 1)
        }
        if let market = plan.profile.marketplace {
            appendFee(
                charge, exported, micros: market.monthlyMicros, publisher: market.publisher,
                service: market.product, category: "Other", subcategory: "Other (Other)", sku: 2)
        }
    }

    private mutating func appendFee(
        _ charge: Range<Int>, _ exported: Int, micros: Int64, publisher: String, service: String,
        category: String,
        subcategory: String, sku: Int
    ) {
        var texts = LineTexts(plan: plan).vendorTexts(account: 0)
        func set(_ column: TextColumn, _ text: String) { texts[column.rawValue] = text }
        set(.publisherName, publisher)
        set(.chargeCategory, "Purchase")
        set(.chargeDescription, "\(service): monthly fee")
        set(.chargeFrequency, "Recurring")
        set(.pricingCategory, "Standard")
        set(.pricingUnit, "Months")
        set(.serviceName, service)
        set(.serviceCategory, category)
        set(.serviceSubcategory, subcategory)
        let id = "SKU" + plan.noise.decimal(8, plan.index << 16 | sku, 7)
        set(.skuId, id)
        set(.skuMeter, "Subscription")
        set(.skuPriceId, id + ".1")
        var row = self.row(charge, exported: exported)
        row.setPrices(list: micros, contracted: micros, millis: 1000)
        row.setCosts(billed: row[.contractedCost], effective: row[.contractedCost])
        append(row, texts: texts)
    }

    private mutating func appendCredit(_ nanos: Int64, on day: Int, _ what: String) {
        var texts = LineTexts(plan: plan).vendorTexts(account: 0)
        texts[TextColumn.chargeCategory.rawValue] = "Credit"
        texts[TextColumn.chargeDescription.rawValue] = "\(plan.profile.name): \(what)"
        texts[TextColumn.chargeFrequency.rawValue] = "One-Time"
        texts[TextColumn.serviceName.rawValue] = "\(plan.profile.name) Credits"
        texts[TextColumn.serviceCategory.rawValue] = "Other"
        texts[TextColumn.serviceSubcategory.rawValue] = "Other (Other)"
        let start = (firstDay + day) * 86_400
        var row = self.row(start..<start + 86_400, exported: exportTime(day + 1 + plan.profile.lagDays))
        row.setCosts(billed: nanos, effective: nanos)
        row[.listCost] = nanos
        row[.contractedCost] = nanos
        append(row, texts: texts)
    }

    /// Adds corrections of single days of the month before, with a few lines in a hundred.
    private mutating func appendCorrections(on day: Int) {
        let last = month.advanced(by: -1)
        guard last.start >= EstateSize.days.lowerBound else { return }
        let noise = plan.noise
        for i in plan.lines.indices {
            let address = plan.index << 32 | i
            guard noise.uniform(.correction, address, day) < 0.015 else { continue }
            let length = last.end.dayNumber - last.start.dayNumber
            let old =
                last.start.dayNumber - firstDay + noise.index(below: length, .correction, address, day + 1)
            let percent = Int64(2 + noise.index(below: 8, .correction, address, day + 2))
            appendCorrection(of: i, days: old..<old + 1, percent: -percent, on: day)
        }
    }

    /// Adds the true-up of a service: so many percent of the month before, one row a line.
    private mutating func appendTrueUp(of service: Int, _ percent: Int64, on day: Int) {
        let last = month.advanced(by: -1)
        let days = last.start.dayNumber - firstDay..<last.end.dayNumber - firstDay
        for i in plan.lines.indices where plan.lines[i].service == service {
            appendCorrection(of: i, days: days, percent: percent, on: day)
        }
    }

    private mutating func appendCorrection(of i: Int, days: Range<Int>, percent: Int64, on day: Int) {
        let line = plan.lines[i]
        guard line.commitments.isEmpty, !line.isIncidentOnly else { return }
        let use = days.reduce(0) { $0 + plan.use(of: i, on: $1, incidents: incidents).millis }
        let millis = use * percent / 100
        guard millis != 0 else { return }
        var row = self.row(
            (firstDay + days.lowerBound) * 86_400..<(firstDay + days.upperBound) * 86_400,
            exported: exportTime(day + 1 + plan.profile.lagDays))
        row.setPrices(list: line.listMicros, contracted: line.contractedMicros, millis: millis)
        row.setCosts(billed: row[.contractedCost], effective: row[.contractedCost])
        row[.consumedQuantity] = row[.pricingQuantity]
        append(row, line: i)
        batch.set(.chargeClass, pool.code("Correction"))
    }

    /// Adds the tax of each billing account.
    mutating func appendTaxes() {
        let percent = Int128(plan.profile.taxPercent)
        func tax(_ nanos: Int128) -> Int64 {
            let cents = (nanos * percent / 100 + 5_000_000) / 10_000_000
            return Int64(cents) * 10_000_000
        }
        let charge = month.start.dayNumber * 86_400..<month.end.dayNumber * 86_400
        let exported = exportTime(month.end.dayNumber - firstDay + 1)
        for (i, sums) in invoices.enumerated() where sums.billed != 0 {
            guard let account = plan.accounts.firstIndex(where: { $0.billingAccount == i }) else { continue }
            var texts = LineTexts(plan: plan).vendorTexts(account: account)
            for column in [TextColumn.subAccountId, .subAccountName, .subAccountType] {
                texts[column.rawValue] = nil
            }
            texts[TextColumn.chargeCategory.rawValue] = "Tax"
            texts[TextColumn.chargeDescription.rawValue] = "\(plan.profile.name): tax"
            texts[TextColumn.chargeFrequency.rawValue] = "Recurring"
            texts[TextColumn.serviceName.rawValue] = "\(plan.profile.name) Tax"
            texts[TextColumn.serviceCategory.rawValue] = "Other"
            texts[TextColumn.serviceSubcategory.rawValue] = "Other (Other)"
            var row = self.row(charge, exported: exported)
            row.setCosts(billed: tax(sums.billed), effective: tax(sums.billed))
            row[.contractedCost] = tax(sums.contracted)
            row[.listCost] = tax(sums.list)
            append(row, texts: texts, billingAccount: i)
        }
    }

    /// Adds a row with its own texts.
    mutating func append(_ row: BillRow, texts: [String?], billingAccount: Int? = nil) {
        var codes: [UInt32] = []
        for text in texts { codes.append(pool.code(text)) }
        let billing = texts[TextColumn.billingAccountId.rawValue]
        let account = billingAccount ?? plan.billingAccounts.firstIndex { $0.id == billing } ?? 0
        codes[TextColumn.invoiceId.rawValue] = invoiceCodes[account]
        batch.append(row, codes, at: 0, key: plan.lines.count)
        invoices[account].add(row)
    }
}
