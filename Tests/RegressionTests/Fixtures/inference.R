# Makes inference.json: everything a regression table and its diagnostics say, by R and its packages, on one small data set.
suppressMessages({library(sandwich); library(lmtest); library(car); library(jsonlite)})
set.seed(11)
n <- 90
t <- seq_len(n)
users <- 50 + 10 * sin(t / 9) + rnorm(n)
size <- rexp(n, 1 / 3)
e <- as.numeric(arima.sim(list(ar = 0.6), n)) * (1 + t / n)
y <- 100 + 0.2 * t + 1.5 * users - 2 * size + e
w <- runif(n, 0.2, 5)
new <- data.frame(t = n + 1:4, users = c(48, 55, 61, 40), size = c(1, 2, 0.5, 9))

describe <- function(m, weights = NULL) {
  s <- summary(m)
  p <- predict(m, new, interval = "confidence", level = 0.9)
  q <- suppressWarnings(predict(m, new, interval = "prediction", level = 0.9))
  cov <- function(v) as.vector(unname(v))
  list(
    coefficients = unname(coef(m)), standardErrors = unname(s$coefficients[, 2]), t = unname(s$coefficients[, 3]),
    p = unname(s$coefficients[, 4]), interval = cov(confint(m, level = 0.9)), rSquared = s$r.squared,
    adjusted = s$adj.r.squared, sigma = s$sigma, f = unname(s$fstatistic),
    fp = unname(pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3], lower.tail = FALSE)),
    logLikelihood = as.numeric(logLik(m)), aic = AIC(m), bic = BIC(m),
    mean = cov(p[, 1]), meanLower = cov(p[, 2]), meanUpper = cov(p[, 3]), lower = cov(q[, 2]), upper = cov(q[, 3]),
    leverage = unname(hatvalues(m)), standardized = unname(rstandard(m)), studentized = unname(rstudent(m)),
    cook = unname(cooks.distance(m)), dffits = unname(dffits(m)),
    covariances = list(
      classical = cov(vcov(m)), hc0 = cov(vcovHC(m, "HC0")), hc1 = cov(vcovHC(m, "HC1")), hc2 = cov(vcovHC(m, "HC2")),
      hc3 = cov(vcovHC(m, "HC3")),
      lag5 = cov(NeweyWest(m, lag = 5, prewhite = FALSE, adjust = FALSE)),
      lag5adjusted = cov(NeweyWest(m, lag = 5, prewhite = FALSE, adjust = TRUE)),
      lag0 = cov(NeweyWest(m, lag = 0, prewhite = FALSE, adjust = FALSE)),
      automatic = cov(NeweyWest(m, prewhite = FALSE, adjust = TRUE)),
      prewhitened = cov(NeweyWest(m, lag = 3, prewhite = TRUE, adjust = FALSE)),
      automaticPrewhitened = cov(NeweyWest(m, prewhite = TRUE, adjust = TRUE)),
      kernHAC = cov(kernHAC(m, kernel = "Bartlett", bw = 6, prewhite = FALSE, adjust = TRUE))),
    automaticLags = floor(bwNeweyWest(m, prewhite = FALSE)), automaticLagsPrewhitened = floor(bwNeweyWest(m, prewhite = TRUE)),
    vif = unname(if (attr(terms(m), "intercept") == 1) vif(m) else sapply(seq_along(coef(m)), function(j)
      1 / (1 - summary(lm(model.matrix(m)[, j] ~ 0 + model.matrix(m)[, -j]))$r.squared))),
    durbinWatson = if (is.null(weights)) unname(dwtest(m)$statistic) else 0)
}

test <- function(h) c(unname(h$statistic), unname(h$parameter), unname(h$p.value))
ols <- lm(y ~ t + users + size)
wls <- lm(y ~ t + users + size, weights = w)
zero <- lm(y ~ 0 + users + size)
out <- list(
  source = paste0(R.version.string, ", sandwich ", packageVersion("sandwich"), ", lmtest ", packageVersion("lmtest"), 
                  ", car ", packageVersion("car"), ", 2026-11"),
  names = c("intercept", "t", "users", "size"), columns = unname(as.list(as.data.frame(model.matrix(ols)))), response = y,
  weights = w, new = unname(as.list(cbind(1, new))), ols = describe(ols), wls = describe(wls, w), throughZero = describe(zero),
  ljungBox = test(Box.test(resid(ols), lag = 7, type = "Ljung-Box")), breuschPagan = test(bptest(ols)),
  breuschPaganNormal = test(bptest(ols, studentize = FALSE)))
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = FALSE), "inference.json")
