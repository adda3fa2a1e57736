#pragma once
#include <arrow/array.h>

/// Each number of the array as a whole number of 10^-18, what became of it, and what rounding cost.
void units_of(const arrow::Array &array, __int128 *out, uint8_t *state, double *residue);

/// Each number of the array as a double, NaN for null.
void doubles_of(const arrow::Array &array, double *out);
