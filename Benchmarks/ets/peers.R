# R's ets on cases of agree.py: name, form, AICc, milliseconds with ranges of 14 steps.  Rscript peers.R CASES
suppressMessages(library(forecast))
for (line in readLines(commandArgs(TRUE)[1])) {
  parts <- strsplit(line, "\t")[[1]]
  y <- ts(as.numeric(strsplit(parts[3], ",")[[1]]), frequency = as.integer(parts[2]))
  start <- proc.time()
  fit <- try(suppressWarnings(ets(y)), silent = TRUE)
  if (inherits(fit, "try-error") || is.null(fit$aicc)) next
  f <- try(suppressWarnings(forecast(fit, h = 14)), silent = TRUE)
  spent <- 1000 * sum((proc.time() - start)[1:2])
  k <- fit$components
  cat(parts[1], paste0(k[1], k[2], if (k[4] == "TRUE") "d" else "", k[3]), sprintf("%.8f", fit$aicc), sprintf("%.3f", spent), sep = "\t")
  cat("\n")
}
