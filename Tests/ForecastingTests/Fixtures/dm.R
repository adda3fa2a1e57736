# Makes dm.json: statistics and p-values of R's forecast::dm.test on seeded errors of two methods.  Rscript dm.R > dm.json
library(forecast)
set.seed(20)
test <- function(n, h, power, variance, bias, overlap) {
  smooth <- function(e) if (overlap > 1) as.numeric(stats::filter(e, rep(1, overlap), sides = 1))[overlap:(n + overlap - 1)] else e
  a <- round(smooth(rnorm(n + overlap - 1)), 4)
  b <- round(smooth(rnorm(n + overlap - 1, 0, 1.2)) + bias, 4)
  run <- function(alternative) suppressWarnings(
    dm.test(a, b, alternative, h = h, power = power, varestimator = variance))
  two <- run("two.sided")
  list(a = abs(a)^power, b = abs(b)^power, horizon = h, bartlett = variance == "bartlett",
       statistic = unname(two$statistic), p = two$p.value, less = run("less")$p.value)
}
cases <- list()
for (variance in c("acf", "bartlett"))
  for (n in c(4, 12, 60))
    for (h in c(1, 2, 7))
      if (h < n) cases <- c(cases, list(test(n, h, if (h == 2) 1 else 2, variance, h / 10, h)))
# A variance below 0 with rectangular weights: R goes on with h = 1.
d <- c(1, -1, 1, -1, 1, -1, 1.5, -1)
two <- suppressWarnings(dm.test(d + 3, rep(3, 8), h = 2, power = 1))
cases <- c(cases, list(list(a = d + 3, b = rep(3, 8), horizon = 2, bartlett = FALSE,
  statistic = unname(two$statistic), p = two$p.value,
  less = suppressWarnings(dm.test(d + 3, rep(3, 8), "less", h = 2, power = 1))$p.value)))
cat(jsonlite::toJSON(list(program = paste("R", getRversion(), "forecast", packageVersion("forecast")), cases = cases),
                     digits = 14, auto_unbox = TRUE, pretty = TRUE))
