# Makes segmented.json: R segmented (Muggeo) with one and two knees, run tight.
library(segmented)
library(jsonlite)
set.seed(71)
case <- function(title, x, y, psi) {
    fit <- segmented(lm(y ~ x), seg.Z = ~x, psi = psi, control = seg.control(tol = 1e-14, it.max = 500, n.boot = 100, seed = 1))
    list(title = title, x = x, y = y, knees = as.vector(fit$psi[, "Est."]), standardErrors = as.vector(fit$psi[, "St.Err"]),
        slopes = as.vector(cumsum(coef(fit)[c("x", grep("^U", names(coef(fit)), value = TRUE))])), unexplained = sum(residuals(fit)^2), scale = summary(fit)$sigma)
}
x <- runif(100)
one <- case("one knee", x, 10 + 5 * x + 60 * pmax(x - 0.7, 0) + rnorm(100), 0.5)
x <- runif(150, -1000, 3000)
two <- case("two knees", x, 1e6 - 20 * x + 50 * pmax(x - 200, 0) - 70 * pmax(x - 1900, 0) + rnorm(150, 0, 5000), c(0, 1500))
u <- seq(0.05, 0.95, length.out = 60)
latency <- case("latency over utilization", u, 10 / (1 - u) + rnorm(60, 0, 3), 0.6)
out <- list(source = paste(R.version.string, "segmented", packageVersion("segmented")), cases = list(one, two, latency))
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE), file.path(dirname(script), "segmented.json"))
