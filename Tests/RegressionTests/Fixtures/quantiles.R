# Makes quantiles.json: R quantreg, the exact method ("br"), its loss, and the standard errors of summary(se = "ker").
library(quantreg)
library(jsonlite)
set.seed(51)
loss <- function(r, tau) sum(r * (tau - (r < 0)))
case <- function(title, x, y, taus) {
    fits <- lapply(taus, function(tau) {
        f <- rq(y ~ x, tau = tau, method = "br")
        se <- tryCatch(summary(f, se = "ker")$coefficients[, 2], error = function(e) NULL)
        best <- min(loss(residuals(f), tau), loss(y - cbind(1, x) %*% rq.fit.fnb(cbind(1, x), y, tau)$coefficients, tau))
        list(probability = tau, coefficients = as.vector(coef(f)), loss = best, standardErrors = as.vector(se))
    })
    list(title = title, columns = lapply(seq_len(ncol(x)), function(j) as.vector(x[, j])), response = as.vector(y), fits = fits)
}
data(engel)
n <- 120
x <- cbind(runif(n, 0, 10), rnorm(n), rexp(n))
spread <- x %*% c(1, 2, -1) + 5 + rt(n, 3) * (0.5 + x[, 1])
whole <- cbind(rep(0:5, 20), rep(1:4, 30))
cases <- list(
    case("engel: food on income", as.matrix(engel$income), engel$foodexp, c(0.05, 0.25, 0.5, 0.75, 0.95)),
    case("spread grows", x, spread, c(0.1, 0.5, 0.9)),
    case("whole numbers, many ties", whole, round(whole[, 1] + rnorm(n)), c(0.25, 0.5, 0.8)),
    case("1e9 and 1e-9", x * 1e-9, spread * 1e9, c(0.3, 0.5)))
out <- list(source = paste(R.version.string, "quantreg", packageVersion("quantreg")), cases = cases)
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE), file.path(dirname(script), "quantiles.json"))
