/// Makes a vendor's accounts: more for a larger estate.
struct AccountMaker {
    static let teams = [
        "payments", "search", "ads", "recommendation", "data-platform", "growth", "infrastructure",
        "security",
        "mobile", "ml-research", "game-server", "crm",
    ]

    let profile: VendorProfile
    let vendor: Int
    let noise: NoiseSource

    mutating func billingAccounts(rows: Int) -> [BillingAccount] {
        let count = profile.rowPercent >= 13 ? 2 : 1
        return (0..<count).map { i in
            BillingAccount(
                id: id(profile.accountStyle, 1000 + i),
                name: i == 0 ? "Tidewater Group" : "Tidewater Games")
        }
    }

    mutating func subAccounts(rows: Int, billingAccounts: Int) -> [SubAccount] {
        let perMille = profile.rowPercent * Double(rows) / 1_000_000
        let count = max(4, min(400, 4 + Int(perMille)))
        let first = noise.index(below: AccountMaker.teams.count, .account, vendor, 0)
        return (0..<count).map { i in
            let team = AccountMaker.teams[(first + i * 5) % AccountMaker.teams.count]
            let environment = i % 4 == 3 ? "dev" : i % 7 == 5 ? "staging" : "prod"
            let name = i < 12 ? "\(team)-\(environment)" : "\(team)-\(environment)-\(i / 12 + 1)"
            return SubAccount(
                id: id(profile.accountStyle, i, name: name), name: name, team: team, environment: environment,
                costCenter: AccountMaker.costCenter(team),
                billingAccount: i % 5 == 4 ? billingAccounts - 1 : 0)
        }
    }

    static func costCenter(_ team: String) -> String {
        "cc-\(1000 + (teams.firstIndex(of: team) ?? 0) * 37)"
    }

    private func id(_ style: AccountStyle, _ i: Int, name: String = "billing") -> String {
        let address = vendor << 20 | i
        switch style {
        case .digits(let count): return noise.decimal(count, address, 1)
        case .project: return "tidewater-\(name)-\(noise.decimal(4, address, 1))"
        case .hex: return noise.hex(32, address, 1)
        case .uuid:
            let hex = Array(noise.hex(32, address, 1))
            return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }.joined(separator: "-")
        }
    }
}
