# What R says of problems (JSON, one a line on standard input), one JSON a line:
#   Rscript peers.R answer    all that lm, sandwich and influence measures say
#   Rscript peers.R digits    coefficients and standard errors by lm, with its tolerance and without
#   Rscript peers.R time      processor seconds of a fit, by summary(lm) and by .lm.fit
suppressMessages({library(sandwich); library(jsonlite)})
write_json <- function(parts) {
  text <- sapply(names(parts), function(k) sprintf("\"%s\": [%s]", k, paste(sprintf("%.17g", unname(parts[[k]])), collapse = ",")))
  cat("{", paste(text, collapse = ", "), "}\n", sep = "")
  flush(stdout())
}
se <- function(v) sqrt(diag(v))
answer <- function(p, x) {
  m <- lm(p$y ~ 0 + x)
  w <- lm(p$y ~ 0 + x, weights = p$weights)
  write_json(list(
    coefficients = coef(m), standardErrors = se(vcov(m)), sigma = sigma(m), logLikelihood = logLik(m), aic = AIC(m), bic = BIC(m),
    newey = se(NeweyWest(m, lag = p$lags, prewhite = FALSE, adjust = TRUE)),
    automatic = se(NeweyWest(m, prewhite = FALSE, adjust = TRUE)), automaticLags = floor(bwNeweyWest(m, prewhite = FALSE)),
    hc3 = se(vcovHC(m, "HC3")), leverage = hatvalues(m), cooks = cooks.distance(m),
    weightedCoefficients = coef(w), weightedErrors = se(vcov(w)), weightedCooks = cooks.distance(w),
    weightedNewey = se(NeweyWest(w, lag = p$lags, prewhite = FALSE, adjust = TRUE))))
}
digits <- function(p, x) {
  a <- lm(p$y ~ 0 + x)
  b <- lm(p$y ~ 0 + x, tol = 1e-20)
  zero <- function(v) ifelse(is.na(v), 0, v)
  write_json(list(
    coefficients = zero(coef(a)), standardErrors = suppressWarnings(summary(a)$coefficients[, 2]),
    withoutTolerance = coef(b), errorsWithoutTolerance = suppressWarnings(summary(b)$coefficients[, 2])))
}
seconds <- function(repeats, body) {
  start <- proc.time()
  for (i in seq_len(repeats)) body()
  spent <- proc.time() - start
  (spent[1] + spent[2]) / repeats
}
time <- function(p, x) {
  many <- p$y + matrix(runif(length(p$y) * 2000), length(p$y))
  write_json(list(
    summary = seconds(60, function() summary(lm(p$y ~ 0 + x))), bare = seconds(60, function() .lm.fit(x, p$y)),
    many = seconds(1, function() .lm.fit(x, many)) / 2000))
}
modes <- list(answer = answer, digits = digits, time = time)
mode <- modes[[commandArgs(trailingOnly = TRUE)[1]]]
input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1)) > 0) {
  p <- fromJSON(line, simplifyMatrix = FALSE)
  mode(p, do.call(cbind, p$columns))
}
