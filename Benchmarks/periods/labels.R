# Whether each of the periods that a series is expected to have is there: a line of JSON a series in, a line of "yes",
# "no" or "unsure" a period out. Shorter periods are taken off before longer ones are judged.
suppressMessages({library(forecast); library(jsonlite)})
options(warn = -1)
for (line in readLines(file("stdin"))) {
  case <- fromJSON(line)
  y <- as.numeric(na.interp(ts(case$y)))
  verdicts <- c()
  for (period in case$periods) {
    whole <- round(period)
    parts <- stl(ts(y, frequency = whole), s.window = "periodic", robust = TRUE)$time.series
    detrended <- y - as.numeric(parts[, "trend"])
    rest <- as.numeric(parts[, "remainder"])
    strength <- max(0, 1 - var(rest) / var(detrended))
    # Every season gives one value a phase; its values around the season's own trend are ranked over all seasons.
    phase <- (seq_along(y) - 1) %% whole
    p <- kruskal.test(detrended, phase)$p.value
    # nsdiffs(test = "seas") calls a season strong at 0.64; X-11 asks for stable seasonality at 0.1 %.
    verdict <- if (strength > 0.64 && p < 1e-3) "yes" else if (strength < 0.3 && p > 1e-3) "no" else "unsure"
    verdicts <- c(verdicts, verdict)
    y <- y - as.numeric(parts[, "seasonal"])
  }
  cat(verdicts, "\n")
}
