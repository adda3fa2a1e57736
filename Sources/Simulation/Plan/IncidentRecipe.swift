/// What kind of incident happens to which kind of scope, before lines are chosen for it.
struct IncidentRecipe: Sendable {
    enum Level: Sendable { case vendor, region, service, serviceRegion, serviceAccount }
    enum Effect: Sendable {
        case multiply(Double)
        case ramp(Double)
        case price(Int64)
        /// Lines that nothing else uses, of so many percent of the vendor's money.
        case extra(percent: Double, lines: Int)
        case hold
    }

    let kind: String
    let vendor: Int
    let level: Level
    let effect: Effect
    let length: Int
    /// The share of the vendor's money that the scope should have, in percent.
    var share = 10.0
    /// The service, where it is not chosen by share.
    var service: String?

    /// The incidents of an estate in order of time.
    static let all: [IncidentRecipe] = [
        .init(kind: "spike", vendor: 0, level: .serviceAccount, effect: .multiply(2.4), length: 2, share: 4),
        .init(
            kind: "level-shift", vendor: 3, level: .serviceRegion, effect: .multiply(1.45), length: 30,
            share: 7),
        .init(kind: "trend-change", vendor: 2, level: .service, effect: .ramp(0.02), length: 40, share: 12),
        .init(
            kind: "spike", vendor: 6, level: .serviceAccount, effect: .extra(percent: 22, lines: 1),
            length: 5,
            service: "GPU Cloud Server"),
        .init(kind: "drop", vendor: 1, level: .service, effect: .multiply(0.4), length: 3, share: 12),
        .init(kind: "price-change", vendor: 4, level: .service, effect: .price(15), length: 400, share: 14),
        .init(kind: "missing-data", vendor: 5, level: .vendor, effect: .hold, length: 3, share: 100),
        .init(
            kind: "level-shift", vendor: 0, level: .service, effect: .multiply(1.08), length: 28, share: 13),
        .init(kind: "spike", vendor: 3, level: .region, effect: .multiply(1.6), length: 4, share: 20),
        .init(
            kind: "new-spend", vendor: 0, level: .service, effect: .extra(percent: 4, lines: 3), length: 30,
            service: "Amazon Bedrock"),
        .init(kind: "level-shift", vendor: 2, level: .service, effect: .multiply(0.6), length: 12, share: 13),
        .init(kind: "trend-change", vendor: 1, level: .service, effect: .ramp(0.015), length: 40, share: 11),
        .init(
            kind: "spike", vendor: 0, level: .serviceAccount, effect: .extra(percent: 14, lines: 1),
            length: 4,
            service: "Amazon SageMaker AI"),
        .init(kind: "spike", vendor: 4, level: .serviceAccount, effect: .multiply(3), length: 1, share: 6),
        .init(kind: "missing-data", vendor: 2, level: .vendor, effect: .hold, length: 2, share: 100),
        .init(kind: "level-shift", vendor: 5, level: .service, effect: .multiply(1.5), length: 20, share: 15),
        .init(kind: "price-change", vendor: 1, level: .service, effect: .price(8), length: 400, share: 14),
        .init(
            kind: "new-spend", vendor: 6, level: .service, effect: .extra(percent: 7, lines: 2), length: 25,
            service: "Volcano Ark"),
        .init(kind: "spike", vendor: 1, level: .region, effect: .multiply(1.7), length: 2, share: 25),
        .init(
            kind: "level-shift", vendor: 6, level: .serviceRegion, effect: .multiply(1.3), length: 400,
            share: 12),
        .init(kind: "drop", vendor: 3, level: .service, effect: .multiply(0.3), length: 4, share: 8),
        .init(
            kind: "trend-change", vendor: 3, level: .serviceRegion, effect: .ramp(0.03), length: 30, share: 5),
    ]
}
