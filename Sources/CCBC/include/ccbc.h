#pragma once
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

// The C face of COIN-OR Clp (linear programs) and Cbc (mixed-integer programs): one call a program, nothing kept between calls,
// nothing printed, no exception leaves. Programs are minimized, given by columns:
// column j has the entries starts[j] ..< starts[j + 1] of `indices` (rows) and `values`. An absent bound is ±INFINITY.

enum {
  CCBC_OPTIMAL = 0,
  CCBC_INFEASIBLE = 1,
  CCBC_UNBOUNDED = 2,
  /// The time ran out; of an integer program nothing feasible was found.
  CCBC_TIME = 3,
  /// Numerical trouble, no memory, or input that is no program (an index outside the rows, NaN).
  CCBC_FAILED = 4,
  /// Integer programs: a feasible solution and a bound, not proven optimal.
  CCBC_FEASIBLE = 5
};

/// The versions of the libraries that are linked, as "Clp 1.17.6, Cbc 2.10.8".
const char *_Nonnull ccbc_version(void);

/// Minimizes with Clp's dual simplex. Safe to call from several threads at once.
///
/// On CCBC_OPTIMAL writes `columns` values to `solution` and `reduced`, and `rows` derivatives of the least cost by the rows'
/// active bounds to `duals`. `seconds` is processor time; 0 or less is no limit.
int ccbc_linear(int32_t columns, int32_t rows, const int32_t *_Nonnull starts, const int32_t *_Nonnull indices,
                const double *_Nonnull values, const double *_Nonnull costs, const double *_Nonnull lower,
                const double *_Nonnull upper, const double *_Nonnull row_lower, const double *_Nonnull row_upper,
                double seconds, double *_Nonnull solution, double *_Nonnull duals, double *_Nonnull reduced);

/// Minimizes with Cbc's branch and cut; columns with is_integer[j] != 0 are whole. Calls wait for each other: Cbc keeps
/// process-wide state.
///
/// `start` is a solution to begin with, or NULL. On CCBC_OPTIMAL and CCBC_FEASIBLE writes `columns` values to `solution` and
/// the best bound on the least cost to `bound`. `seconds` is wall time; 0 or less is no limit.
int ccbc_integer(int32_t columns, int32_t rows, const int32_t *_Nonnull starts, const int32_t *_Nonnull indices,
                 const double *_Nonnull values, const double *_Nonnull costs, const double *_Nonnull lower,
                 const double *_Nonnull upper, const double *_Nonnull row_lower, const double *_Nonnull row_upper,
                 const uint8_t *_Nonnull is_integer, const double *_Nullable start, double seconds,
                 double relative_gap, double *_Nonnull solution, double *_Nonnull bound);

#ifdef __cplusplus
}
#endif
