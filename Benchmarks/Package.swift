// swift-tools-version: 6.2
import PackageDescription

// Programs that measure. A package of its own, so that a plain build never pays for it: make bench.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
]

/// The Swift files of a folder as a program; the folder's scripts compare it with others.
func benchmark(_ name: String, _ folder: String, _ products: [String], scripts: [String]) -> Target {
    .executableTarget(
        name: name, dependencies: products.map { .product(name: $0, package: "outlay") }, path: folder,
        exclude: scripts, swiftSettings: strict)
}

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "outlay", path: "..")],
    targets: [
        benchmark(
            "DecompositionBenchmark", "decomposition",
            ["Decomposition", "Regression", "TimeSeries", "Statistics"],
            scripts: ["README.md", "agree.py", "compare.py", "instructions.json", "instructions.py"]),
        benchmark(
            "RegressionBenchmark", "regression", ["Regression", "LinearAlgebra", "TimeSeries", "Statistics"],
            scripts: [
                "agree.py", "compare.py", "designs.py", "instructions.json", "instructions.py", "peers.R",
                "penalised.py", "penalised_peers.R",
            ]),
        benchmark(
            "PeriodBenchmark", "periods", ["Decomposition", "TimeSeries", "Statistics"],
            scripts: ["compare.py", "labels.R", "peers.R", "peers.py", "real.py", "synthetic.py"]),
        benchmark(
            "ForecastingBenchmark", "forecasting", ["Forecasting", "TimeSeries", "Statistics"],
            scripts: ["cases.py", "make_panel.py", "peers.py", "run"]),
        benchmark("MethodsBenchmark", "methods", ["Forecasting", "TimeSeries"], scripts: ["compare.py"]),
        benchmark("ETSBenchmark", "ets", ["Forecasting", "TimeSeries"], scripts: ["agree.py", "peers.R"]),
        benchmark(
            "ARIMABenchmark", "arima", ["Forecasting", "TimeSeries"], scripts: ["compare.py", "peers.R"]),
        benchmark("DetectionBenchmark", "detection", ["Detection", "TimeSeries"], scripts: ["compare.py"]),
        benchmark("RootCauseBenchmark", "rootcause", ["RootCause"], scripts: ["cases.py", "compare.py"]),
        benchmark(
            "BudgetBenchmark", "budget", ["Budgeting", "Billing", "Forecasting", "TimeSeries", "Statistics"],
            scripts: ["panels.py", "peers.py", "run"]),
        benchmark(
            "CommitmentsBenchmark", "commitments", ["Commitments", "Billing", "Forecasting", "TimeSeries"],
            scripts: ["cases.py", "compare.py"]),
        benchmark("ReconciliationBenchmark", "reconciliation", ["Forecasting", "TimeSeries"], scripts: []),
    ]
)
