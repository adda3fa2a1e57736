# What R says of problems (JSON, one a line on standard input), one JSON a line: values, one list a parameter, and processor seconds.
suppressMessages({library(jsonlite); library(glmnet); library(quantreg); library(MASS); library(nnls); library(segmented)})
say <- function(values, seconds) {
  lists <- sapply(values, function(v) sprintf("[%s]", paste(sprintf("%.17g", unname(v)), collapse = ",")))
  cat(sprintf("{\"values\": [%s], \"seconds\": %.9g}\n", paste(lists, collapse = ","), seconds))
  flush(stdout())
}
loss <- function(r, tau) sum(r * (tau - (r < 0)))
spread <- function(y) sqrt(mean((y - mean(y))^2))
# y must have a standard deviation of 1 for the penalties to be the same.
net <- function(p, x, y, thresh) {
  moving <- which(apply(x, 2, sd) > 0)
  given <- if (length(p$parameters)) p$parameters else NULL
  f <- glmnet(x[, moving], y, alpha = p$mixing, lambda = given, nlambda = 100, lambda.min.ratio = 1e-3, thresh = thresh, maxit = 1e8)
  lapply(seq_along(f$lambda), function(k) { b <- numeric(ncol(x)); b[moving] <- f$beta[, k]; c(f$a0[k], f$lambda[k], b) })
}
quantile_fit <- function(p, x, y, how) lapply(p$parameters, function(tau) {
  b <- (if (how == "br") rq.fit.br(x, y, tau) else rq.fit.fnb(x, y, tau))$coefficients
  c(loss(y - x %*% b, tau), 1, 0, 0, b)
})
text <- gsub("0.6745", "qnorm(0.75)", deparse(MASS:::rlm.default), fixed = TRUE)
exact <- eval(parse(text = paste(text, collapse = "\n")), envir = asNamespace("MASS"))
knees <- function(p, x, y) {
  d <- data.frame(x = x[, 1], y = y)
  start <- quantile(d$x, seq_len(p$parameters) / (p$parameters + 1))
  f <- segmented(lm(y ~ x, d), seg.Z = ~x, psi = start, control = seg.control(tol = 1e-12, it.max = 100, n.boot = 20, seed = 1))
  list(c(sum(residuals(f)^2), sort(f$psi[, "Est."])))
}
methods <- list(
  net = function(p, x, y) net(p, x, y, 1e-7), tightnet = function(p, x, y) net(p, x, y, 1e-16),
  quantile = function(p, x, y) quantile_fit(p, x, y, "fnb"), br = function(p, x, y) quantile_fit(p, x, y, "br"),
  huber = function(p, x, y) list(coef(exact(x, y, psi = psi.huber, acc = 1e-13, maxit = 1000))),
  bisquare = function(p, x, y) list(coef(exact(x, y, psi = psi.bisquare, acc = 1e-13, maxit = 1000))),
  huberdefault = function(p, x, y) list(coef(rlm(x, y, maxit = 100))),
  nonnegative = function(p, x, y) list(nnls(x, y)$x), knees = knees)
input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1)) > 0) {
  p <- fromJSON(line, simplifyMatrix = FALSE)
  x <- do.call(cbind, p$columns)
  colnames(x) <- paste0("x", seq_len(ncol(x)))
  repeats <- if (is.null(p$repeats)) 1 else p$repeats
  start <- proc.time()
  for (i in seq_len(repeats)) values <- suppressWarnings(tryCatch(methods[[p$method]](p, x, p$y), error = function(e) list(numeric(0))))
  spent <- proc.time() - start
  say(values, (spent[1] + spent[2]) / repeats)
}
