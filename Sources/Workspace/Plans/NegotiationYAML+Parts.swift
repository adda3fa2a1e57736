internal import Billing
internal import Commitments
internal import TimeSeries
internal import Yams

extension NegotiationYAML {
    /// The clauses of a contract or an offer.
    mutating func readClauses(_ values: [String: Node], into contract: inout SpendContract) {
        if let node = values["eligible"] { contract.eligibleShare = reader.share(node, "eligible") ?? 1 }
        if let node = values["shortfall"] { contract.shortfallShare = reader.share(node, "shortfall") ?? 1 }
        if let node = values["egressWaiver"] {
            contract.egressWaiver = reader.share(node, "egressWaiver") ?? 0
        }
        if let node = values["priceCap"] { contract.priceCap = reader.share(node, "priceCap") }
        if let node = values["counting"] {
            contract.counting =
                reader.value(node, "counting", "net or list") { ["net": .netSpend, "list": .listSpend][$0] }
                ?? .netSpend
        }
        if let node = values["followsMarket"] { contract.followsMarket = reader.flag(node, "followsMarket") }
        if let node = values["carryOver"] {
            let terms = reader.mapping(node, "carryOver", keys: ["of", "share", "years"])
            let kind = terms["of"].flatMap {
                reader.value($0, "of", "shortfall or excess") { CarryOver.Kind(rawValue: $0) }
            }
            contract.carryOver = CarryOver(
                kind ?? .shortfall, share: terms["share"].flatMap { reader.share($0, "share") } ?? 1,
                periods: terms["years"].flatMap { reader.count($0, "years", in: 1...10) } ?? 1)
        }
        if let node = values["termination"] {
            let terms = reader.mapping(node, "termination", keys: ["afterYear", "fee", "remaining"])
            let years = max(2, contract.commits.count) - 1
            contract.termination = TerminationRight(
                afterPeriod: terms["afterYear"].flatMap { reader.count($0, "afterYear", in: 1...years) } ?? 1,
                fee: terms["fee"].flatMap { reader.money($0, "fee") } ?? .zero,
                shareOfRemaining: terms["remaining"].flatMap { reader.share($0, "remaining") } ?? 0)
        }
        if let node = values["payment"] {
            let terms = reader.mapping(node, "payment", keys: ["upfront", "days"])
            contract.payment = PaymentTerms(
                upfrontShare: terms["upfront"].flatMap { reader.share($0, "upfront") } ?? 0,
                days: terms["days"].flatMap { reader.count($0, "days", in: 0...365) } ?? 0)
        }
    }

    // MARK: - Workloads and limits

    mutating func readWorkload(_ node: Node) {
        let keys = ["name", "vendor", "scope", "alternatives", "moveCost", "moveMonths", "critical"]
        let values = reader.mapping(node, "a workload", keys: keys)
        guard reader.require(["name", "scope", "alternatives"], in: values, of: node, "a workload"),
            let vendor = vendor(in: values, of: node, "a workload"),
            let name = values["name"].flatMap({ reader.text($0, "name") }),
            let scope = values["scope"].map({ reader.scope($0, "scope") }),
            let alternatives = values["alternatives"]
        else { return }
        if plan.workloads.contains(where: { $0.name == name && $0.vendor == vendor }) {
            reader.fail(node, "needs a name of its own for each workload, got '\(name.prefix(80))' twice")
        }
        var workload = NegotiationPlan.Workload(name: name, vendor: vendor, scope: scope, options: [])
        for element in reader.list(alternatives, "alternatives") {
            let option = reader.mapping(element, "an alternative", keys: ["vendor", "price"])
            guard reader.require(["vendor"], in: option, of: element, "an alternative"),
                let other = option["vendor"].flatMap({ reader.text($0, "vendor") })
            else { continue }
            if other == vendor {
                reader.fail(
                    element, "needs another vendor as an alternative, got '\(other.prefix(80))' itself")
            }
            let ratio = option["price"].flatMap {
                reader.value($0, "price", "the cost there as a share of the cost here, such as 95%") { text in
                    PercentText.share(text).flatMap { $0 > 0 && $0 < 100 ? $0 : nil }
                }
            }
            if ratio == nil, option["price"] == nil, vendors[other] == nil {
                reader.fail(
                    element,
                    "needs a price for '\(other.prefix(80))', which does not bill us yet, got none; add price: 95%"
                )
            }
            workload.options.append(.init(vendor: other, priceRatio: ratio))
        }
        workload.moveCost = values["moveCost"].flatMap { reader.money($0, "moveCost") } ?? .zero
        workload.moveMonths =
            values["moveMonths"].flatMap {
                reader.value($0, "moveMonths", "months from 0 to 120") { text in
                    Double(text).flatMap { 0...120 ~= $0 ? $0 : nil }
                }
            } ?? 0
        workload.isCritical = values["critical"].map { reader.flag($0, "critical") } ?? false
        plan.workloads.append(workload)
    }

    mutating func readLimits(_ node: Node) {
        let keys = ["share", "hhi", "criticalVendors", "criticalShare", "parallelMoves"]
        let values = reader.mapping(node, "limits", keys: keys)
        var limits = plan.limits
        limits.maximumShare = values["share"].flatMap { reader.share($0, "share") } ?? limits.maximumShare
        limits.maximumHHI =
            values["hhi"].flatMap {
                reader.value($0, "hhi", "a concentration index from 0 to 1") { text in
                    Double(text).flatMap { 0...1 ~= $0 ? $0 : nil }
                }
            } ?? limits.maximumHHI
        limits.criticalShare =
            values["criticalShare"].flatMap { reader.share($0, "criticalShare") } ?? limits.criticalShare
        limits.criticalVendors =
            values["criticalVendors"].flatMap { reader.count($0, "criticalVendors", in: 1...10) }
            ?? limits.criticalVendors
        limits.parallelMoves =
            values["parallelMoves"].flatMap { reader.count($0, "parallelMoves", in: 1...100) }
            ?? limits.parallelMoves
        plan.limits = limits
    }

    // MARK: - Prices

    /// `{change: 3%, deviation: 2%}`.
    mutating func prices(_ node: Node, _ name: String) -> PriceOutlook? {
        let values = reader.mapping(node, name, keys: ["change", "deviation"])
        guard reader.require(["change"], in: values, of: node, name), let change = values["change"] else {
            return nil
        }
        let drift = reader.value(change, "change", "a yearly change such as 3% or -2%") { text in
            PercentText.share(text).flatMap { $0 > -0.9 && $0 < 10 ? $0 : nil }
        }
        let deviation = values["deviation"].flatMap { reader.share($0, "deviation") } ?? 0
        return drift.map { PriceOutlook(drift: $0, deviation: deviation) }
    }

    /// `CNY/USD: 0.14`: one CNY is 0.14 USD.
    mutating func readRates(_ node: Node) {
        for (key, value) in reader.pairs(node, "exchangeRates") {
            let pair = key.text.split(separator: "/").map(String.init)
            guard pair.count == 2, let from = Currency(pair[0]), let to = Currency(pair[1]), from != to else {
                reader.fail(
                    key.node,
                    "needs two currencies such as CNY/USD, got '\(key.text.prefix(40))'; write CNY/USD: 0.14")
                continue
            }
            let rate = reader.value(value, key.text, "a rate above 0") { text in
                Double(text).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
            }
            if let rate { plan.rates.append(NegotiationPlan.Rate(from: from, to: to, rate: rate)) }
        }
    }

    mutating func readSKU(_ node: Node) {
        let keys = [
            "vendor", "service", "sku", "unit", "name", "vCPUs", "memoryGiB", "gpus", "kind", "measure",
            "amount",
        ]
        let values = reader.mapping(node, "a SKU", keys: keys)
        func text(_ key: String, _ reader: inout ConfigurationReader) -> String? {
            values[key].flatMap { reader.text($0, key) }
        }
        func amount(_ key: String, _ reader: inout ConfigurationReader) -> Double? {
            values[key].flatMap {
                reader.value($0, key, "a number above 0") { text in
                    Double(text).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
                }
            }
        }
        var mapping = SKUMapping(
            vendor: text("vendor", &reader), service: text("service", &reader), sku: text("sku", &reader),
            unit: text("unit", &reader))
        guard mapping.sku != nil || mapping.service != nil else {
            reader.fail(node, "needs sku or service in a SKU, got none; say which it is")
            return
        }
        mapping.name = text("name", &reader)
        mapping.kind = text("kind", &reader)
        mapping.vCPUs = amount("vCPUs", &reader)
        mapping.memoryGiB = amount("memoryGiB", &reader)
        mapping.gpus = amount("gpus", &reader)
        mapping.amount = amount("amount", &reader)
        let measures = UnitMeasure.allCases.map(\.rawValue)
        mapping.measure = values["measure"].flatMap {
            reader.value($0, "measure", "one of \(measures.joined(separator: ", "))") {
                UnitMeasure(rawValue: $0)
            }
        }
        plan.mappings.append(mapping)
    }

    // MARK: - Instruments

    mutating func readInstrument(_ node: Node) {
        let keys = ["vendor", "name", "kind", "term", "discount", "upfront", "lot", "services"]
        let values = reader.mapping(node, "an instrument", keys: keys)
        guard reader.require(["name", "term", "discount"], in: values, of: node, "an instrument"),
            let vendor = vendor(in: values, of: node, "an instrument"),
            let name = values["name"].flatMap({ reader.text($0, "name") }),
            let months = values["term"].flatMap({ term in
                reader.value(term, "term", "a term such as 12m or 3y") { Term($0)?.months }
            }), let discount = values["discount"].flatMap({ reader.share($0, "discount") })
        else { return }
        guard discount < 1 else {
            reader.fail(node, "needs a discount below 100% in an instrument, got 100%")
            return
        }
        let upfront = values["upfront"].flatMap { reader.share($0, "upfront") } ?? 0
        let kind = values["kind"].flatMap { kind in
            reader.value(kind, "kind", "one of savingsPlan, reserved, committedUse") {
                CommitmentInstrument.Kind(rawValue: $0)
            }
        }
        var instrument = CommitmentInstrument(
            name: name, kind: kind ?? .savingsPlan, termMonths: months, discount: discount,
            payment: upfront == 0 ? .none : upfront == 1 ? .all : .partial(upfront))
        if let lot = values["lot"] {
            instrument.lot = max(0, reader.money(lot, "lot")?.approximate ?? 0)
        }
        if let services = values["services"] {
            instrument.families = Set(
                reader.list(services, "services").compactMap { reader.text($0, "services") })
        }
        addInstrument(instrument, of: vendor, at: node)
    }
}

extension ConfigurationReader {
    /// `true` or `false`.
    mutating func flag(_ node: Node, _ name: String) -> Bool {
        value(node, name, "true or false") { ["true": true, "false": false][$0] } ?? false
    }

    /// A whole number.
    mutating func count(_ node: Node, _ name: String, in range: ClosedRange<Int>) -> Int? {
        value(node, name, "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}
