# Reference results for ARIMA, AutoARIMA, RegressionWithARMAErrors and DecomposedForecaster, on series that R ships.
#     Rscript arima.R > arima.json
suppressMessages({library(forecast); library(jsonlite)})

tight <- list(maxit = 1000, reltol = 1e-14)
difference <- function(x, d, D, m) {
  if (D > 0) x <- diff(x, m, D)
  if (d > 0) x <- diff(x, 1, d)
  as.numeric(x)
}

# The likelihood of the differences: R's diffuse start (kappa) departs from it by up to 1e-5 of its size.
case <- function(name, x, order, seasonal = c(0, 0, 0), constant = FALSE, xreg = NULL, newxreg = NULL) {
  if (!is.null(xreg)) { xreg <- as.matrix(xreg); newxreg <- as.matrix(newxreg) }
  n <- length(x); m <- max(1, frequency(x)); d <- order[2]; D <- seasonal[2]
  columns <- cbind(constant = if (constant) (if (d + D == 0) rep(1, n) else 1:n), xreg)
  w <- difference(x, d, D, m)
  wx <- if (is.null(columns)) NULL else apply(columns, 2, difference, d, D, m)
  fit <- function(...) arima(w, order = c(order[1], 0, order[3]),
    seasonal = list(order = c(seasonal[1], 0, seasonal[3]), period = m), xreg = wx,
    include.mean = FALSE, method = "ML", optim.control = tight, ...)
  best <- fit()
  b <- best$coef
  fixed <- fit(fixed = b, transform.pars = FALSE)
  full <- arima(x, order = order, seasonal = list(order = seasonal, period = m), xreg = columns,
    include.mean = FALSE, fixed = b, transform.pars = FALSE, method = "ML", kappa = 1e8)
  h <- 12
  ahead <- cbind(if (constant) (if (d + D == 0) rep(1, h) else n + 1:h), newxreg)
  p <- predict(full, n.ahead = h, newxreg = ahead)
  take <- function(prefix) I(unname(b[grepl(paste0("^", prefix, "[0-9]+$"), names(b))]))
  arma <- sum(order[-2]) + sum(seasonal[-2])
  weights <- if (length(b) > arma) unname(b[(arma + 1):length(b)]) else numeric()
  list(name = name, values = as.numeric(x), order = order, seasonal = seasonal, period = m,
    constant = constant, ar = take("ar"), ma = take("ma"), seasonalAR = take("sar"), seasonalMA = take("sma"),
    weights = I(weights), logLikelihood = fixed$loglik, variance = fixed$sigma2,
    errors = as.numeric(tail(residuals(fixed), 5)), forecast = as.numeric(p$pred),
    relativeVariances = as.numeric(p$se)^2 / full$sigma2,
    xreg = if (is.null(xreg)) list() else lapply(seq_len(ncol(xreg)), function(k) unname(c(xreg[, k], newxreg[, k]))))
}

filled <- ts(as.numeric(na.interp(presidents)), frequency = 4)
belts <- Seatbelts[1:180, c("law", "PetrolPrice")]
lead <- cbind(lead3 = as.numeric(BJsales.lead)[1:138])
cases <- list(
  case("AirPassengers", log(AirPassengers), c(0, 1, 1), c(0, 1, 1)),
  case("AirPassengers", AirPassengers, c(2, 1, 1), c(0, 1, 0)),
  case("nottem", nottem, c(1, 0, 0), c(2, 1, 0), TRUE),
  case("nottem", nottem, c(1, 0, 2), c(1, 1, 1)),
  case("lh", lh, c(3, 0, 0), constant = TRUE),
  case("lh", lh, c(1, 0, 1), constant = TRUE),
  case("LakeHuron", LakeHuron, c(2, 0, 0), constant = TRUE),
  case("Nile", Nile, c(1, 1, 1)),
  case("Nile", Nile, c(0, 1, 1), constant = TRUE),
  case("USAccDeaths", USAccDeaths, c(0, 1, 1), c(0, 1, 1)),
  case("co2", co2, c(1, 1, 1), c(0, 1, 1)),
  case("UKgas", log(UKgas), c(0, 1, 1), c(0, 1, 1)),
  case("JohnsonJohnson", log(JohnsonJohnson), c(2, 0, 0), c(1, 1, 0), TRUE),
  case("WWWusage", WWWusage, c(1, 1, 1)),
  case("WWWusage", WWWusage, c(3, 1, 0)),
  case("presidents", filled, c(1, 0, 0), c(1, 0, 1), TRUE),
  case("lynx", log(lynx), c(2, 0, 2), constant = TRUE),
  case("sunspot.year", sunspot.year, c(3, 0, 2), constant = TRUE),
  case("ldeaths", ldeaths, c(1, 0, 0), c(1, 1, 1), TRUE),
  case("UKDriverDeaths", UKDriverDeaths, c(1, 0, 1), c(0, 1, 1)),
  case("austres", austres, c(2, 2, 1)),
  case("nhtemp", nhtemp, c(0, 1, 1)),
  case("BJsales", BJsales, c(1, 1, 1), constant = TRUE),
  case("discoveries", discoveries, c(1, 1, 1)),
  case("uspop", ts(as.numeric(uspop)), c(0, 2, 0)),
  case("lynx", log(lynx), c(4, 0, 0), constant = TRUE),
  case("UKgas", log(UKgas), c(1, 0, 0), c(0, 1, 0), TRUE))
regressions <- list(
  case("UKDriverDeaths", ts(log(as.numeric(UKDriverDeaths)[1:180]), frequency = 12), c(1, 0, 0), c(1, 0, 1), TRUE,
    xreg = belts, newxreg = Seatbelts[181:192, c("law", "PetrolPrice")]),
  case("BJsales", ts(as.numeric(BJsales)[4:138]), c(1, 1, 0), xreg = lead[1:135, , drop = FALSE],
    newxreg = cbind(lead3 = as.numeric(BJsales.lead)[136:147])),
  case("LakeHuron", ts(as.numeric(LakeHuron)), c(2, 0, 0), constant = TRUE,
    xreg = as.numeric(time(LakeHuron)) - 1920, newxreg = 53:64),
  case("nottem", nottem, c(1, 0, 1), constant = TRUE, xreg = fourier(nottem, K = 3), newxreg = fourier(nottem, K = 3, h = 12)))

automatic <- lapply(list(AirPassengers = AirPassengers, nottem = nottem, lh = lh, LakeHuron = LakeHuron, Nile = Nile,
  USAccDeaths = USAccDeaths, co2 = co2, UKgas = log(UKgas), JohnsonJohnson = log(JohnsonJohnson), WWWusage = WWWusage,
  presidents = filled, lynx = log(lynx), sunspot.year = sunspot.year, ldeaths = ldeaths,
  UKDriverDeaths = UKDriverDeaths, austres = austres, nhtemp = nhtemp, BJsales = BJsales, discoveries = discoveries,
  uspop = ts(as.numeric(uspop)), nottem36 = ts(nottem[1:36], frequency = 12), white = ts(round(sin((1:60)^2), 6))),
  function(x) {
    m <- max(1, frequency(x))
    a <- auto.arima(x)
    # The criterion of the exact likelihood of its order, to compare with.
    b <- case("", ts(as.numeric(x), frequency = m), a$arma[c(1, 6, 2)], a$arma[c(3, 7, 4)], any(names(coef(a)) %in% c("drift", "intercept")))
    k <- length(coef(a)) + 1
    n <- length(x) - a$arma[6] - m * a$arma[7]
    seasonal <- if (m > 1 && length(x) > 2 * m) nsdiffs(x) else 0
    list(values = as.numeric(x), period = m, order = a$arma[c(1, 6, 2)], seasonal = a$arma[c(3, 7, 4)],
      constant = b$constant, aicc = -2 * b$logLikelihood + 2 * k + 2 * k * (k + 1) / (n - k - 1),
      seasonalDifferences = seasonal, differences = ndiffs(if (seasonal > 0) diff(x, m) else x))
  })
hybrids <- lapply(list(nottem = nottem, co2 = co2, USAccDeaths = USAccDeaths, AirPassengers = AirPassengers), function(x)
  list(values = as.numeric(x), period = frequency(x),
    drift = as.numeric(stlf(x, method = "rwdrift", h = 24)$mean),
    ets = as.numeric(stlf(x, method = "ets", h = 24)$mean)))
double <- msts(as.numeric(nottem) + rep(c(3, -1, 2, -4), 60), seasonal.periods = c(4, 12))
hybrids$double <- list(values = as.numeric(double), periods = c(4, 12),
  drift = as.numeric(forecast(mstl(double), method = "rwdrift", h = 24)$mean))
cat(toJSON(list(program = paste("R", getRversion(), "arima; forecast", packageVersion("forecast")),
  arima = cases, regression = regressions, automatic = automatic, hybrids = hybrids), auto_unbox = TRUE, digits = I(17)))
