internal import Billing
internal import TimeSeries

/// An incident that a drill plants.
struct PlantedIncident: Sendable {
    let place: DrillScope
    let kind: DrillKind
    /// As a share of what the part costs on the day.
    let size: Double
    let onset: CivilDate

    /// The part of the bill in which it shows.
    var scope: Scope {
        guard kind == .newSpend, let service = place.scope[.service] else { return place.scope }
        var values: [Dimension: String?] = [:]
        for (dimension, value) in place.scope.values { values[dimension] = .some(value) }
        values[.service] = .some((service ?? "") + PlantedIncident.newName)
        return Scope(values)
    }

    static let newName = " (drill)"

    var direction: Finding.Direction { kind == .drop ? .down : .up }

    var days: Range<CivilDate> { onset..<onset.advanced(by: kind == .spike ? 1 : DrillPlan.watched) }

    /// What the cost of a day is multiplied by, in thousandths; of new spend, what the new part is of the old one.
    func thousandths(on day: CivilDate) -> Int128 {
        guard days.contains(day) else { return kind == .newSpend ? 0 : 1000 }
        let size = kind == .drop ? min(self.size, 0.9) : self.size
        let added = Int128((1000 * size * kind.share(dayAfter: onset.distance(to: day))).rounded())
        return kind == .newSpend ? added : 1000 + added
    }
}

extension Ledger {
    /// The ledger with incidents planted into its usage, and the money that each adds, by basis.
    ///
    /// Costs and quantities are multiplied alike, as if more had been used; charges for more than a day stay.
    func planting(_ incidents: [PlantedIncident], basis: CostBasis) -> (
        ledger: Ledger, added: [Money<Charged>]
    ) {
        var copy = self
        var added = incidents.map { _ in Int128.zero }
        let costs = costs(basis)
        for (i, incident) in incidents.enumerated() {
            var filter = ChargeFilter.usage
            filter.scope = incident.place.scope
            let passes = rows(passing: filter, in: incident.place.currency)
            for row in passes.indices where passes[row] && chargeEnd[row] - chargeStart[row] == 1 {
                let day = CivilDate(dayNumber: Int(chargeStart[row]))
                guard incident.days.contains(day) else { continue }
                let factor = incident.thousandths(on: day)
                if incident.kind == .newSpend {
                    copy.appendScaled(row, of: self, by: factor)
                    added[i] += costs[row] * factor / 1000
                } else {
                    copy.scale(row, by: factor)
                    added[i] += costs[row] * factor / 1000 - costs[row]
                }
            }
        }
        return (copy, added.map { Money(units: $0) })
    }

    private mutating func scale(_ row: Int, by thousandths: Int128) {
        billedCost[row] = billedCost[row] * thousandths / 1000
        effectiveCost[row] = effectiveCost[row] * thousandths / 1000
        contractedCost[row] = contractedCost[row] * thousandths / 1000
        listCost[row] = listCost[row] * thousandths / 1000
        pricingQuantity.units[row] = pricingQuantity.units[row] * thousandths / 1000
        consumedQuantity.units[row] = consumedQuantity.units[row] * thousandths / 1000
    }

    /// Adds a copy of a row, scaled, whose service has another name.
    private mutating func appendScaled(_ row: Int, of source: Ledger, by thousandths: Int128) {
        for column in text.indices {
            var code = source.text[column].codes[row]
            if Ledger.textColumns[column] == Dimension.service.name {
                let name = (source.text[column][row] ?? "") + PlantedIncident.newName
                let known = text[column].values.lastIndex(of: name)
                if known == nil { text[column].values.append(name) }
                code = UInt32((known ?? text[column].values.count - 1) + 1)
            }
            text[column].codes.append(code)
        }
        chargeStart.append(source.chargeStart[row])
        chargeEnd.append(source.chargeEnd[row])
        billingStart.append(source.billingStart[row])
        knownOn.append(source.knownOn[row])
        billedCost.append(source.billedCost[row])
        effectiveCost.append(source.effectiveCost[row])
        contractedCost.append(source.contractedCost[row])
        listCost.append(source.listCost[row])
        pricingQuantity.units.append(source.pricingQuantity.units[row])
        pricingQuantity.isKnown.append(source.pricingQuantity.isKnown[row])
        consumedQuantity.units.append(source.consumedQuantity.units[row])
        consumedQuantity.isKnown.append(source.consumedQuantity.isKnown[row])
        rowCount.append(source.rowCount[row])
        scale(count - 1, by: thousandths)
    }
}
