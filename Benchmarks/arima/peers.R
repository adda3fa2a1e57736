# R's auto.arima, stlf and dynamic harmonic regression on each series of a file.  Rscript peers.R FILE METHOD
# FILE as for ARIMABenchmark; out come id, milliseconds, log-likelihood, AICc, orders with the constant, means.
suppressMessages(library(forecast))
arguments <- commandArgs(TRUE)
for (line in readLines(arguments[1])) {
  f <- strsplit(line, "\t")[[1]]
  m <- as.numeric(strsplit(f[2], ",")[[1]])
  h <- as.numeric(f[4])
  y <- as.numeric(strsplit(f[5], ",")[[1]])
  x <- ts(y, frequency = m[1])
  start <- proc.time()[[1]]
  fit <- NULL
  mean <- switch(arguments[2],
    autoarima = { fit <- auto.arima(x); forecast(fit, h = h)$mean },
    "mstl-ets" = forecast(mstl(if (length(m) > 1) msts(y, m) else x), method = "ets", h = h)$mean,
    "mstl-arima" = forecast(mstl(if (length(m) > 1) msts(y, m) else x), method = "arima", h = h)$mean,
    "mstl-drift" = forecast(mstl(if (length(m) > 1) msts(y, m) else x), method = "rwdrift", h = h)$mean)
  spent <- (proc.time()[[1]] - start) * 1000
  order <- "-"
  if (!is.null(fit)) {
    a <- fit$arma
    constant <- any(names(fit$coef) %in% c("drift", "intercept"))
    order <- paste(c(a[c(1, 6, 2, 3, 7, 4)], as.integer(constant)), collapse = ",")
  }
  cat(f[1], spent, if (is.null(fit)) NaN else fit$loglik, if (is.null(fit)) NaN else fit$aicc, order,
    paste(format(mean, digits = 12, trim = TRUE), collapse = ","), sep = "\t")
  cat("\n")
}
