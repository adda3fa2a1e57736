# Makes splines.json: ns and bs of R's splines, inside the knots and (ns) beyond them.
library(splines)
library(jsonlite)
set.seed(11)
x <- sort(c(runif(30, 5, 35), 5, 35))
new <- c(5, 12.3, 20, 34.9, 35)
beyond <- c(-10, 4.9, 35.1, 60)
bare <- function(m) lapply(seq_len(ncol(m)), function(j) as.vector(m[, j]))
natural <- ns(x, df = 4)
free <- bs(x, df = 6)
out <- list(
    source = paste(R.version.string, "splines", packageVersion("splines")),
    x = x, new = new, beyond = beyond,
    naturalKnots = as.vector(attr(natural, "knots")), freeKnots = as.vector(attr(free, "knots")),
    natural = bare(natural), naturalNew = bare(predict(natural, new)), naturalBeyond = bare(predict(natural, beyond)),
    free = bare(free), freeNew = bare(predict(free, new)))
script <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
write(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = TRUE), file.path(dirname(script), "splines.json"))
