# Makes glmnet.json: paths of R glmnet, tight, for a response of standard deviation 1 (over n).
library(glmnet)
library(jsonlite)
set.seed(31)
n <- 80
t <- seq_len(n) / n
x <- cbind(trend = t, a = rnorm(n, 50, 10), b = rexp(n, 1 / 3), c = rnorm(n), d = rnorm(n))
y <- 20 * t + 0.3 * x[, "a"] - x[, "b"] + rnorm(n)
y <- y / sqrt(mean((y - mean(y))^2))
w <- runif(n, 0.5, 2)
w <- w / mean(w)
run <- function(title, alpha, factor, weights) {
    fit <- glmnet(x, y, alpha = alpha, penalty.factor = factor, weights = weights, thresh = 1e-22, maxit = 1e8, nlambda = 30,
        standardize.response = FALSE)
    keep <- round(seq(1, length(fit$lambda), length.out = 4))
    # glmnet rescales penalty factors to sum to the number of columns.
    scale <- ncol(x) / sum(factor)
    list(title = title, mixing = alpha, trendIsFree = factor[1] == 0, isWeighted = any(weights != 1),
        penalties = fit$lambda[keep] * scale, intercepts = as.vector(fit$a0[keep]),
        coefficients = lapply(keep, function(k) as.vector(fit$beta[, k])))
}
one <- rep(1, n)
cases <- list(
    run("lasso", 1, rep(1, 5), one), run("elastic net", 0.5, rep(1, 5), one),
    run("lasso, free trend", 1, c(0, 1, 1, 1, 1), one), run("lasso, weights", 1, rep(1, 5), w))
out <- list(source = paste(R.version.string, "glmnet", packageVersion("glmnet")),
    names = colnames(x), columns = lapply(1:5, function(j) x[, j]), response = y, weights = w, cases = cases)
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE), file.path(dirname(script), "glmnet.json"))
