import Regression
import TimeSeries

// A quarter of cost against orders: 40 a day whatever happens, and 0.25 an order.
func noise(_ day: Int) -> Double { Double(day * 37 % 11) - 5 }
let orders = (0..<90).map { day in Double(900 + day * 53 % 97) }
let cost = try Series(daily: orders.enumerated().map { day, orders in 40 + 0.25 * orders + noise(day) })

let design = Design([.intercept, .regressor("orders")], over: cost)
let model = try LinearModel(design.history(["orders": orders]), response: cost.values)
for (name, (value, error)) in zip(model.names, zip(model.coefficients, model.standardErrors)) {
    print("\(name): \((value * 1000).rounded() / 1000) ± \((error * 1000).rounded() / 1000)")
}
