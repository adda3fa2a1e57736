/// A commitment bought for a term: so much money, or so many hours of one SKU, every day.
struct Commitment: Sendable {
    let profile: CommitmentProfile
    let id: String
    let name: String
    let service: Int
    let region: Int
    let account: Int
    /// The days it covers, counted from the first day of the estate; may end after the estate.
    let term: Range<Int>
    /// Hours a day in 10⁻³; 0 for a commitment of money.
    let millisPerDay: Int64
    /// The price of an hour in 10⁻⁶; the price of a unit of money for a commitment of money.
    let unitMicros: Int64
    /// What it costs a day, in 10⁻⁹ of the currency.
    let nanosPerDay: Int64

    /// What a unit costs when covered, in 10⁻⁶, from its negotiated price.
    func coveredMicros(contracted: Int64) -> Int64 {
        contracted * (100 - profile.savingPercent) / 100
    }
}
