import LinearAlgebra

/// A design and a response, proven fit for one another, each row times the root of its weight.
struct WeightedRows {
    let matrix: Matrix
    let response: [Double]

    /// Throws what makes the response unfit; mismatched shapes and negative weights are the caller's mistake.
    init(_ design: DesignMatrix, _ response: [Double], _ weights: [Double]?) throws(RegressionError) {
        precondition(response.count == design.rows, "a response has a number for each row of the design")
        if let row = response.firstIndex(where: { !$0.isFinite }) { throw .responseNotFinite(row: row) }
        guard let weights else {
            (matrix, self.response) = (design.matrix, response)
            return
        }
        precondition(weights.count == design.rows, "as many weights as rows")
        precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a weight is at least 0 and finite")
        precondition(weights.contains { $0 > 0 }, "a weight above 0")
        let roots = weights.map { $0.squareRoot() }
        matrix = design.matrix.scalingRows(by: roots)
        self.response = zip(response, roots).map { $0 * $1 }
    }
}
