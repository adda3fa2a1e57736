import Regression
import Testing
import TimeSeries

@Suite struct RegressionErrorTests {
    @Test(arguments: [
        (
            RegressionError.tooShort(needed: 14, got: 9),
            "needs 14 observations, got 9; use a longer history or fewer columns"
        ),
        (.missingRegressor("users", found: []), "needs a regressor users, got none; add it"),
        (.missingRegressor("users", found: ["a", "b"]), "needs a regressor users, got a, b; add it"),
        (
            .notFinite(column: "users", row: 2),
            "needs finite numbers, got NaN or infinity in row 2 of users; fill or drop the row"
        ),
        (.responseNotFinite(row: 2), "needs a finite response, got NaN or infinity in row 2; drop the row"),
        (
            .missingDriver("orders", at: Timestamp(secondsSinceEpoch: 86_400)),
            "needs orders at 1970-01-02, got no value; fill it or take the rows where it is known"
        ),
        (
            .notPositive("orders", at: Timestamp(secondsSinceEpoch: 86_400)),
            "needs orders above 0 for its logarithm, got less at 1970-01-02; use it as it is"
        ),
        (.weightNotPositive(row: 2), "needs finite weights above 0, got another in row 2; drop the row"),
        (.nothingToFit, "needs a column that varies, got none; add a regressor"),
        (.notConverged, "needs a decomposition, got none; scale the columns"),
    ])
    func saysWhatItNeeds(error: RegressionError, text: String) {
        #expect(error.description == text)
    }
}
