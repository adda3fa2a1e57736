# Makes rlm.json: R MASS::rlm on the data of robust.json, run to its fixed point; its scale constant 0.6745 is replaced by the
# exact qnorm(0.75), so that all digits can be compared.
library(MASS)
library(jsonlite)
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
data <- fromJSON(file.path(dirname(script), "robust.json"))
x <- t(data$columns)
text <- gsub("0.6745", "qnorm(0.75)", deparse(MASS:::rlm.default), fixed = TRUE)
exact <- eval(parse(text = paste(text, collapse = "\n")), envir = asNamespace("MASS"))
run <- function(name, psi) {
    fit <- exact(x, data$response, psi = psi, acc = 1e-15, maxit = 2000)
    list(loss = name, coefficients = as.vector(coef(fit)), scale = fit$s,
        standardErrors = as.vector(summary(fit)$coefficients[, 2]))
}
out <- list(source = paste(R.version.string, "MASS", packageVersion("MASS")),
    fits = list(run("huber", psi.huber), run("bisquare", psi.bisquare)))
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE), file.path(dirname(script), "rlm.json"))
