internal import Billing
internal import Commitments
internal import TimeSeries
internal import Yams

/// Reads one YAML file of `negotiation/` into a plan.
///
///     vendor: AWS
///     contract: {start: 2025-11-01, end: 2026-10-31, commits: ["5000000"], discount: 12%}
///     offers:
///       - {name: Three years, start: 2026-11-01, term: 36m, commits: ["6000000", "6500000", "7000000"], discount: 17%}
struct NegotiationYAML {
    /// What was read so far.
    var plan: NegotiationPlan
    var reader = ConfigurationReader()
    /// The vendors of the bill with their currencies.
    let vendors: [String: Currency]
    /// The vendor that the file speaks of, unless an item names its own.
    private var vendor: String?

    private static let keys = [
        "vendor", "contract", "contracts", "offers", "workloads", "limits", "capitalCost", "listPrices",
        "market", "exchangeRates", "skus", "instruments", "commitmentEnds",
    ]

    /// Adds to a plan.
    init(_ plan: NegotiationPlan, vendors: [String: Currency]) {
        self.plan = plan
        self.vendors = vendors
    }

    /// Reads a text.
    ///
    /// - Throws: ``ConfigurationError`` with everything that is wrong, each with its line.
    mutating func read(_ yaml: String, file: String) throws(ConfigurationError) {
        let text = yaml.hasPrefix("\u{FEFF}") ? String(yaml.dropFirst()) : yaml
        let root = try YAMLText.root(text, file: file, advice: "split it: a file a vendor")
        if let root, !ConfigurationReader.isNull(root) { read(root) }
        guard reader.problems.isEmpty else {
            throw ConfigurationError(file: file, problems: reader.problems.sorted { $0.line < $1.line })
        }
    }

    private mutating func read(_ root: Node) {
        let values = reader.mapping(root, "the negotiation file", keys: NegotiationYAML.keys)
        if let node = values["vendor"] { vendor = knownVendor(node) }
        if let node = values["contract"] { readContract(node) }
        if let node = values["contracts"] {
            for element in reader.list(node, "contracts") { readContract(element) }
        }
        if let node = values["offers"] {
            for element in reader.list(node, "offers") { readOffer(element) }
        }
        if let node = values["workloads"] {
            for element in reader.list(node, "workloads") { readWorkload(element) }
        }
        if let node = values["limits"] { readLimits(node) }
        if let node = values["capitalCost"] {
            plan.capitalCost = reader.share(node, "capitalCost") ?? plan.capitalCost
        }
        if let node = values["listPrices"] { plan.listPrices = prices(node, "listPrices") }
        if let node = values["market"] { plan.market = prices(node, "market") }
        if let node = values["exchangeRates"] { readRates(node) }
        if let node = values["skus"] {
            for element in reader.list(node, "skus") { readSKU(element) }
        }
        if let node = values["instruments"] {
            for element in reader.list(node, "instruments") { readInstrument(element) }
        }
        if let node = values["commitmentEnds"] {
            for (key, value) in reader.pairs(node, "commitmentEnds") {
                // People name the last day; the plan has the day after.
                if let day = reader.day(value, key.text) {
                    plan.commitmentEnds[key.text] = day.advanced(by: 1)
                }
            }
        }
    }

    /// A vendor that charges us.
    private mutating func knownVendor(_ node: Node) -> String? {
        guard let name = reader.text(node, "vendor") else { return nil }
        guard vendors[name] != nil else {
            let known = vendors.keys.sorted().map { Terminal.safe($0) }.joined(separator: ", ")
            reader.fail(node, "needs a vendor of the bill, got '\(name.prefix(80))'; known are \(known)")
            return nil
        }
        return name
    }

    /// The vendor that an item names, or the file's.
    mutating func vendor(in values: [String: Node], of node: Node, _ name: String) -> String? {
        if let own = values["vendor"] { return knownVendor(own) }
        if vendor == nil {
            reader.fail(node, "needs a vendor in \(name) or for the file, got none; add vendor:")
        }
        return vendor
    }

    mutating func addInstrument(_ instrument: CommitmentInstrument, of vendor: String, at node: Node) {
        if plan.instruments[vendor]?.contains(where: { $0.name == instrument.name }) ?? false {
            reader.fail(
                node, "needs a name of its own for each instrument, got '\(instrument.name.prefix(80))' twice"
            )
        }
        plan.instruments[vendor, default: []].append(instrument)
    }

    // MARK: - Contracts

    private static let contractKeys = [
        "vendor", "name", "currency", "start", "end", "term", "commit", "commits", "discount", "tiers",
        "tiersBy", "eligible", "counting", "shortfall", "carryOver", "priceCap", "followsMarket",
        "egressWaiver", "termination", "payment", "lapses",
    ]

    private mutating func readContract(_ node: Node) {
        guard let contract = contract(node, "a contract") else { return }
        if plan.contracts.contains(where: { $0.vendor == contract.vendor }) {
            reader.fail(
                node, "needs one contract a vendor that holds today, got a second of \(contract.vendor)")
            return
        }
        plan.contracts.append(contract)
        if let lapses = node.mapping?["lapses"], reader.flag(lapses, "lapses") {
            plan.lapsing.insert(contract.vendor)
        }
    }

    private mutating func readOffer(_ node: Node) {
        guard let contract = contract(node, "an offer") else { return }
        let name = node.mapping?["name"].flatMap { reader.text($0, "name") }
        let number = plan.offers.count { $0.contract.vendor == contract.vendor } + 1
        plan.offers.append(NegotiationPlan.Offer(name: name ?? "Offer \(number)", contract: contract))
    }

    private mutating func contract(_ node: Node, _ name: String) -> SpendContract? {
        let before = reader.problems.count
        let values = reader.mapping(node, name, keys: NegotiationYAML.contractKeys)
        guard reader.require(["start"], in: values, of: node, name),
            let vendor = vendor(in: values, of: node, name),
            let start = values["start"].flatMap({ reader.day($0, "start") }),
            let end = end(values, from: start, of: node, name)
        else { return nil }
        let currency = values["currency"].map { reader.currency($0, "currency") } ?? vendors[vendor]
        guard let currency, let discount = discount(values, of: node, name) else { return nil }
        var contract = SpendContract(
            vendor: vendor, currency: currency, start: start, end: end,
            commits: commits(values, from: start, to: end), discount: discount)
        readClauses(values, into: &contract)
        return reader.problems.count == before ? contract : nil
    }

    /// The day after the last, from the last day or the term.
    private mutating func end(_ values: [String: Node], from start: CivilDate, of node: Node, _ name: String)
        -> CivilDate?
    {
        if let last = values["end"] {
            guard let day = reader.day(last, "end") else { return nil }
            guard day >= start else {
                reader.fail(
                    last, "needs \(name) that ends after it starts, got \(start) to \(day); correct the dates"
                )
                return nil
            }
            return day.advanced(by: 1)
        }
        guard let term = values["term"] else {
            reader.fail(node, "needs end or term in \(name), got none; add it")
            return nil
        }
        let months = reader.value(term, "term", "a term such as 12m or 3y") { Term($0)?.months }
        guard let months else { return nil }
        let month = BillingPeriod(containing: start).advanced(by: months)
        return month.start.advanced(by: min(start.day, month.start.daysInMonth) - 1)
    }

    /// What is promised each year: one number for all, or one a year.
    private mutating func commits(_ values: [String: Node], from start: CivilDate, to end: CivilDate)
        -> [Money<
            Charged
        >]
    {
        let years = max(1, Int((Double(start.distance(to: end)) / 365.25 - 0.02).rounded(.up)))
        let written: [Money<Charged>]
        if let node = values["commits"] {
            written = reader.list(node, "commits").compactMap { commit($0) }
            if written.count > 1, written.count != years {
                reader.fail(node, "needs one commit a year of the term, \(years), got \(written.count)")
            }
        } else {
            written = values["commit"].flatMap { commit($0) }.map { [$0] } ?? [.zero]
        }
        let last = written.last ?? .zero
        return written.count == years ? written : [Money<Charged>](repeating: last, count: years)
    }

    private mutating func commit(_ node: Node) -> Money<Charged>? {
        guard let money = reader.money(node, "a commit") else { return nil }
        if money < .zero { reader.fail(node, "needs a commit of 0 or more, got \(money)") }
        return money
    }

    private mutating func discount(_ values: [String: Node], of node: Node, _ name: String)
        -> DiscountSchedule?
    {
        if let flat = values["discount"] {
            if let tiers = values["tiers"] {
                reader.fail(tiers, "needs discount or tiers in \(name), got both; remove one")
            }
            return reader.share(flat, "discount").map { .flat($0) }
        }
        guard let list = values["tiers"] else {
            reader.fail(node, "needs discount or tiers in \(name), got none; add one")
            return nil
        }
        var tiers: [DiscountTier] = []
        for element in reader.list(list, "tiers") {
            let tier = reader.mapping(element, "a tier", keys: ["from", "discount"])
            guard reader.require(["from", "discount"], in: tier, of: element, "a tier"),
                let from = tier["from"].flatMap({ reader.money($0, "from") }),
                let discount = tier["discount"].flatMap({ reader.share($0, "discount") })
            else { continue }
            if let last = tiers.last, from <= last.from {
                reader.fail(
                    element,
                    "needs tiers that start one above another, got \(from) after \(last.from); sort them")
            }
            tiers.append(DiscountTier(from: from, discount: discount))
        }
        guard !tiers.isEmpty else {
            reader.fail(list, "needs at least one tier in \(name), got none; add one, or a discount")
            return nil
        }
        let basis = values["tiersBy"].flatMap { node in
            reader.value(node, "tiersBy", "commit, spend or band") { text in
                ["commit", "spend", "band"].contains(text) ? text : nil
            }
        }
        switch basis {
        case "spend": return .bySpend(tiers)
        case "band": return .byBand(tiers)
        default: return .byCommit(tiers)
        }
    }
}
