# Makes ets_forms.json: R's fits of all 30 forms, their criteria, forecasts and variances.  Rscript ets_forms.R
suppressMessages({library(forecast); library(jsonlite)})
set.seed(4)
weekly <- {
  n <- 140; l <- 100 * exp(cumsum(rnorm(n, 0.001, 0.01)))
  ts(round(l * rep(c(1.1, 1.12, 1.08, 1.05, 1.02, 0.85, 0.78), length.out = n) * (1 + rnorm(n, 0, 0.03)), 3), frequency = 7)
}
credits <- ts(round(20 + cumsum(rnorm(84, -0.3, 2)) + rep(c(3, -2, 1, 4, 0, -3, -3), 12) + rnorm(84), 3), frequency = 7)
growth <- ts(round(50 * 1.02^(1:60) * exp(cumsum(rnorm(60, 0, 0.01))), 3))
inputs <- list(
  AirPassengers = AirPassengers, nottem = window(nottem, end = c(1929, 12)), lynx = lynx, Nile = Nile, UKgas = UKgas,
  WWWusage = WWWusage, USAccDeaths = USAccDeaths, weekly = weekly, credits = credits, growth = growth)
digits <- function(x) signif(as.numeric(x), 14)
one <- function(y, model, damped, bounds) {
  fit <- try(suppressWarnings(ets(y, model = model, damped = damped, restrict = FALSE, allow.multiplicative.trend = TRUE, bounds = bounds)), silent = TRUE)
  if (inherits(fit, "try-error") || is.null(fit$loglik) || !is.finite(fit$loglik)) return(NULL)
  m <- if (substr(model, 3, 3) == "N") 1 else frequency(y)
  hasTrend <- substr(model, 2, 2) != "N"
  start <- as.numeric(fit$initstate)
  seasons <- if (m > 1) rev(start[(2 + hasTrend):length(start)]) else numeric(0)
  par <- function(name, other) if (name %in% names(fit$par)) fit$par[[name]] else other
  h <- 15
  class123 <- substr(model, 2, 2) != "M" && !(substr(model, 1, 1) == "A" && substr(model, 3, 3) == "M")
  f <- suppressWarnings(forecast(fit, h = h, level = 80, npaths = 10))
  path <- simulate(fit, nsim = h, future = TRUE, innov = rep(0, h))
  list(
    form = paste0(substr(model, 1, 2), if (damped) "d" else "", substr(model, 3, 3)), bounds = bounds, period = m,
    alpha = digits(par("alpha", 0)), beta = digits(par("beta", 0)), gamma = digits(par("gamma", 0)), phi = digits(par("phi", 1)),
    level = digits(start[1]), trend = if (hasTrend) digits(start[2]) else 0, season = digits(seasons),
    logLikelihood = digits(fit$loglik), aic = digits(fit$aic), aicc = digits(fit$aicc), bic = digits(fit$bic), variance = digits(fit$sigma2),
    residuals = digits(fit$residuals[c(1, 2, 3, length(y) - 1, length(y))]),
    mean = digits(f$mean), path = digits(path), deviation = if (class123) digits((f$upper - f$mean) / qnorm(0.9)) else numeric(0))
}
series <- lapply(names(inputs), function(name) {
  y <- inputs[[name]]
  fits <- list()
  for (bounds in c("both", if (name %in% c("weekly", "WWWusage")) "admissible"))
    for (e in c("A", "M")) for (t in c("N", "A", "M")) for (d in c(FALSE, TRUE)) for (s in c("N", if (frequency(y) > 1) c("A", "M"))) {
      if (t == "N" && d) next
      if (bounds == "admissible" && (t == "M" || s == "M" || e == "M")) next
      fit <- one(y, paste0(e, t, s), d, bounds)
      if (!is.null(fit)) fits[[length(fits) + 1]] <- fit
    }
  auto <- ets(y)
  list(name = name, y = as.numeric(y), period = frequency(y), chosen = paste0(auto$components[1], auto$components[2], if (auto$components[4] == "TRUE") "d" else "", auto$components[3]), chosenAICc = auto$aicc, fits = fits)
})
out <- list(program = paste("R", getRversion(), "forecast", packageVersion("forecast")), date = as.character(Sys.Date()), series = series)
write(toJSON(out, auto_unbox = TRUE, digits = NA), "ets_forms.json")
