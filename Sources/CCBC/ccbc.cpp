#include "ccbc.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <mutex>
#include <string>
#include <vector>

#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>

namespace {

/// Clp's and Cbc's spelling of no bound.
constexpr double unbounded = std::numeric_limits<double>::max();

struct Program {
  int32_t columns, rows;
  const int32_t *starts, *indices;
  const double *values, *costs, *lower, *upper, *row_lower, *row_upper;

  bool is_sound() const {
    if (columns < 0 || rows < 0 || starts[0] != 0) return false;
    for (int32_t j = 0; j < columns; ++j) {
      if (starts[j + 1] < starts[j] || !std::isfinite(costs[j])) return false;
      if (!(lower[j] <= upper[j])) return false;
    }
    for (int32_t k = 0; k < starts[columns]; ++k) {
      if (indices[k] < 0 || indices[k] >= rows || !std::isfinite(values[k])) return false;
    }
    for (int32_t i = 0; i < rows; ++i) {
      if (!(row_lower[i] <= row_upper[i])) return false;
    }
    return true;
  }
};

/// Bounds with the solver's spelling of infinity.
std::vector<double> finite(const double *bounds, int32_t count) {
  std::vector<double> result(bounds, bounds + count);
  for (double &bound : result) bound = std::max(-unbounded, std::min(unbounded, bound));
  return result;
}

struct Simplex {
  Clp_Simplex *model = Clp_newModel();
  Simplex() { Clp_setLogLevel(model, 0); }
  ~Simplex() { Clp_deleteModel(model); }
  Simplex(const Simplex &) = delete;
};

struct Search {
  Cbc_Model *model = Cbc_newModel();
  Search() {
    Cbc_setLogLevel(model, 0);
    Cbc_setParameter(model, "log", "0");
  }
  ~Search() { Cbc_deleteModel(model); }
  Search(const Search &) = delete;
};

int status_of(Clp_Simplex *model) {
  switch (Clp_status(model)) {
    case 0: return CCBC_OPTIMAL;
    case 1: return CCBC_INFEASIBLE;
    case 2: return CCBC_UNBOUNDED;
    case 3: return CCBC_TIME;
    default: return CCBC_FAILED;
  }
}

void load(Clp_Simplex *model, const Program &program, const double *costs, double seconds) {
  auto lower = finite(program.lower, program.columns), upper = finite(program.upper, program.columns);
  auto row_lower = finite(program.row_lower, program.rows), row_upper = finite(program.row_upper, program.rows);
  Clp_loadProblem(model, program.columns, program.rows, program.starts, program.indices, program.values, lower.data(),
                  upper.data(), costs, row_lower.data(), row_upper.data());
  if (seconds > 0) Clp_setMaximumSeconds(model, seconds);
}

int answer(Clp_Simplex *model, const Program &program, double *solution, double *duals, double *reduced) {
  int status = status_of(model);
  if (status != CCBC_OPTIMAL) return status;
  std::copy_n(Clp_primalColumnSolution(model), program.columns, solution);
  std::copy_n(Clp_dualRowSolution(model), program.rows, duals);
  std::copy_n(Clp_dualColumnSolution(model), program.columns, reduced);
  return CCBC_OPTIMAL;
}

int linear(const Program &program, double seconds, double *solution, double *duals, double *reduced) {
  Simplex first;
  load(first.model, program, program.costs, seconds);
  Clp_initialDualSolve(first.model);
  int status = status_of(first.model);
  bool is_clean = status == CCBC_OPTIMAL && Clp_secondaryStatus(first.model) == 0;
  if (is_clean || status == CCBC_TIME) return answer(first.model, program, solution, duals, reduced);
  // The dual simplex may take an unbounded program for an infeasible one, and presolve leave small errors: any feasible point
  // without costs, then the best one from there by the primal simplex, tell for sure.
  Simplex second;
  std::vector<double> none(program.columns, 0.0);
  load(second.model, program, none.data(), seconds);
  Clp_primal(second.model, 0);
  if (Clp_status(second.model) != 0) return status_of(second.model);
  Clp_chgObjCoefficients(second.model, program.costs);
  Clp_primal(second.model, 0);
  return answer(second.model, program, solution, duals, reduced);
}

std::string text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.17g", value);
  return buffer;
}

int integer(const Program &program, const uint8_t *is_integer, const double *start, double seconds, double gap,
            double *solution, double *bound) {
  Search search;
  Cbc_Model *model = search.model;
  auto lower = finite(program.lower, program.columns), upper = finite(program.upper, program.columns);
  auto row_lower = finite(program.row_lower, program.rows), row_upper = finite(program.row_upper, program.rows);
  Cbc_loadProblem(model, program.columns, program.rows, program.starts, program.indices, program.values, lower.data(),
                  upper.data(), program.costs, row_lower.data(), row_upper.data());
  std::vector<int> places(program.columns);
  for (int32_t j = 0; j < program.columns; ++j) {
    if (is_integer[j]) Cbc_setInteger(model, j);
    Cbc_setColName(model, j, ("x" + std::to_string(j)).c_str());
    places[j] = j;
  }
  Cbc_setParameter(model, "ratioGap", text(gap).c_str());
  Cbc_setParameter(model, "allowableGap", "0");
  Cbc_setParameter(model, "timeMode", "elapsed");
  // Clp's presolve reads the names of rows as soon as columns have some (which starts need), and crashes without.
  for (int32_t i = 0; i < program.rows; ++i) Cbc_setRowName(model, i, ("r" + std::to_string(i)).c_str());
  if (seconds > 0) Cbc_setParameter(model, "seconds", text(seconds).c_str());
  if (start) Cbc_setMIPStartI(model, program.columns, places.data(), start);
  Cbc_solve(model);
  const double *best = Cbc_bestSolution(model);
  if (!best) {
    if (Cbc_isProvenInfeasible(model)) return CCBC_INFEASIBLE;
    if (Cbc_isContinuousUnbounded(model)) return CCBC_UNBOUNDED;
    return Cbc_status(model) == 1 ? CCBC_TIME : CCBC_FAILED;
  }
  std::copy_n(best, program.columns, solution);
  *bound = Cbc_getBestPossibleObjValue(model);
  return Cbc_isProvenOptimal(model) ? CCBC_OPTIMAL : CCBC_FEASIBLE;
}

}  // namespace

const char *ccbc_version(void) {
  static const std::string version = std::string("Clp ") + Clp_Version() + ", Cbc " + Cbc_getVersion();
  return version.c_str();
}

int ccbc_linear(int32_t columns, int32_t rows, const int32_t *starts, const int32_t *indices, const double *values,
                const double *costs, const double *lower, const double *upper, const double *row_lower,
                const double *row_upper, double seconds, double *solution, double *duals, double *reduced) {
  Program program{columns, rows, starts, indices, values, costs, lower, upper, row_lower, row_upper};
  try {
    return program.is_sound() ? linear(program, seconds, solution, duals, reduced) : CCBC_FAILED;
  } catch (...) {
    return CCBC_FAILED;
  }
}

int ccbc_integer(int32_t columns, int32_t rows, const int32_t *starts, const int32_t *indices, const double *values,
                 const double *costs, const double *lower, const double *upper, const double *row_lower,
                 const double *row_upper, const uint8_t *is_integer, const double *start, double seconds,
                 double relative_gap, double *solution, double *bound) {
  static std::mutex one_at_a_time;
  Program program{columns, rows, starts, indices, values, costs, lower, upper, row_lower, row_upper};
  try {
    std::lock_guard<std::mutex> lock(one_at_a_time);
    return program.is_sound() ? integer(program, is_integer, start, seconds, relative_gap, solution, bound) : CCBC_FAILED;
  } catch (...) {
    return CCBC_FAILED;
  }
}
