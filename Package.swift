// swift-tools-version: 6.2
import PackageDescription

// Outlay reads a bill and says what to do about it. Targets stand in the order of that sentence; a target needs only
// what stands above it. Arrow C++ is unpacked by .ci/setup (make setup) under .deps/arrow.
let arrow = Context.packageDirectory + "/.deps/arrow"

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A module and its tests: `needs` names every module that is imported, `tests` what only the tests import.
func module(
    _ name: String, _ needs: [Target.Dependency] = [], tests: [Target.Dependency] = [], fixtures: Bool = false
) -> [Target] {
    [
        .target(name: name, dependencies: needs, swiftSettings: strict),
        .testTarget(
            name: name + "Tests",
            dependencies: [.byName(name: name), "TestKit"] + needs + tests,
            resources: fixtures ? [.copy("Fixtures")] : [],
            swiftSettings: strict),
    ]
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

var targets: [Target] = [
    // C faces: the only doors to LAPACK, to Arrow and to the solvers of linear programs.
    .systemLibrary(
        name: "CLAPACK", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .target(
        name: "CArrow",
        cxxSettings: [.unsafeFlags(["-isystem", "\(arrow)/include"])],
        linkerSettings: [
            .unsafeFlags([
                "-L\(arrow)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(arrow)/lib",
                "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib",
            ]),
            .linkedLibrary("parquet"), .linkedLibrary("arrow"), .linkedLibrary("z"),
        ]),
    // COIN-OR's Clp and Cbc; Debian links their dependencies.
    .target(
        name: "CCBC",
        linkerSettings: [.linkedLibrary("CbcSolver"), .linkedLibrary("Cbc"), .linkedLibrary("Clp")]
    ),
    .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: strict),
    .target(
        name: "LedgerKit", dependencies: ["Billing", "TimeSeries"], path: "Tests/LedgerKit",
        swiftSettings: strict),
]

// Mathematics: knows neither time nor money.
targets += module("LinearAlgebra", ["CLAPACK"], tests: ["TimeSeries"], fixtures: true)
targets += module("Statistics", tests: ["TimeSeries"], fixtures: true)
targets += module("Optimization", tests: ["TimeSeries"], fixtures: true)
targets += module("LinearProgramming", ["CCBC"], tests: ["TimeSeries"], fixtures: true)
// Bill in → series.
targets += module("TimeSeries", fixtures: true)
targets += module("Columnar", ["CArrow"])
targets += module("Billing", ["TimeSeries", "Columnar"], tests: ["LedgerKit"], fixtures: true)
// Series → regression and decomposition.
targets += module(
    "Regression", ["TimeSeries", "LinearAlgebra", "Statistics", "Optimization"], fixtures: true)
targets += module(
    "Decomposition", ["TimeSeries", "LinearAlgebra", "Statistics", "Regression"], fixtures: true)
// → forecasts and findings.
targets += module(
    "Forecasting",
    ["TimeSeries", "LinearAlgebra", "Statistics", "Optimization", "Regression", "Decomposition"],
    fixtures: true)
// Cost against what drives it.
targets += module(
    "UnitEconomics", ["TimeSeries", "LinearAlgebra", "Statistics", "Regression", "Decomposition"])
targets += module(
    "Detection", ["TimeSeries", "LinearAlgebra", "Statistics", "Decomposition", "Forecasting"],
    fixtures: true)
targets += module("RootCause", ["LinearAlgebra", "Statistics"], tests: ["TimeSeries"])
targets += module(
    "Findings", ["TimeSeries", "Billing", "Forecasting", "Detection", "RootCause", "Statistics"])
// → budgets, negotiation, advice → report.
targets += module(
    "Budgeting", ["TimeSeries", "Billing", "Forecasting", "LinearAlgebra", "Statistics"],
    tests: ["LedgerKit", "Simulation"])
targets += module(
    "Commitments",
    [
        "TimeSeries", "Billing", "Regression", "Forecasting", "Statistics", "Optimization",
        "LinearProgramming",
    ], tests: ["LedgerKit"])
targets += module("Advice", ["TimeSeries", "Billing"], tests: ["LedgerKit"])
targets += module(
    "Reports", ["TimeSeries", "Billing", "Findings", "Budgeting", "Commitments", "Advice"], fixtures: true)
// A labelled estate to try it all on.
targets += module("Simulation", ["TimeSeries", "Billing", "Columnar"])
// The folder on disk: configuration, lake, state; the whole path as one call; and the way to reach it.
targets += module("Store", ["TimeSeries", "Billing", "Findings", "Advice", grdb])
targets += module(
    "Workspace",
    [
        "TimeSeries", "Columnar", "Billing", "Regression", "Decomposition", "Forecasting", "Detection",
        "RootCause", "UnitEconomics", "Findings", "Budgeting", "Commitments", "Advice", "Reports", "Store",
        yams,
        crypto,
    ])
targets += [
    .executableTarget(
        name: "OutlayCLI",
        dependencies: [
            "TimeSeries", "Detection", "Findings", "Reports", "Simulation", "Store", "Workspace", arguments,
        ],
        swiftSettings: strict),
    .testTarget(
        name: "OutlayCLITests", dependencies: ["OutlayCLI", "TestKit"], resources: [.copy("Fixtures")],
        swiftSettings: strict),
]

let package = Package(
    name: "outlay",
    products: [
        .executable(name: "outlay", targets: ["OutlayCLI"]),
        .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
        .library(name: "Statistics", targets: ["Statistics"]),
        .library(name: "Optimization", targets: ["Optimization"]),
        .library(name: "LinearProgramming", targets: ["LinearProgramming"]),
        .library(name: "TimeSeries", targets: ["TimeSeries"]),
        .library(name: "Regression", targets: ["Regression"]),
        .library(name: "Decomposition", targets: ["Decomposition"]),
        .library(name: "Forecasting", targets: ["Forecasting"]),
        .library(name: "Detection", targets: ["Detection"]),
        .library(name: "RootCause", targets: ["RootCause"]),
        // With money, and so with Arrow: for the programs that measure.
        .library(name: "Billing", targets: ["Billing"]),
        .library(name: "Budgeting", targets: ["Budgeting"]),
        .library(name: "Commitments", targets: ["Commitments"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: targets,
    cxxLanguageStandard: .cxx20
)
