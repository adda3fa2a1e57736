// swift-tools-version: 6.2
import PackageDescription

// The numerics of Outlay as another package uses them: a dependency, a product, an import. `make examples` builds and runs
// each of them and compares what it prints with Expected/.
func example(_ name: String, _ products: String...) -> Target {
    .executableTarget(
        name: name, dependencies: (products + ["TimeSeries"]).map { .product(name: $0, package: "outlay") })
}

let package = Package(
    name: "examples",
    dependencies: [.package(name: "outlay", path: "..")],
    targets: [
        example("Decompose", "Decomposition"),
        example("Regress", "Regression"),
        example("ForecastTotal", "Forecasting"),
        example("DetectSpike", "Detection"),
    ]
)
