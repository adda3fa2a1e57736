#include "decimal_units.h"

#include <arrow/type.h>
#include <arrow/util/decimal.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "include/carrow.h"

namespace {
using Wide = __int128;
using Unsigned = unsigned __int128;
constexpr Unsigned kLargest = (Unsigned(1) << 127) - 1;

Unsigned power_of_ten(int exponent) {
  Unsigned power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

struct Units {
  Wide value = 0;
  uint8_t state = CARROW_EXACT;
  double residue = 0;
};

/// `digits` x 10^`power` in units of 10^-18, rounded half to even.
Units scaled(bool negative, Unsigned digits, int power) {
  Units units;
  if (digits == 0) return units;
  power += 18;
  if (power >= 0) {
    if (power > 38 || digits > kLargest / power_of_ten(power)) return {0, CARROW_UNREADABLE, 0};
    digits *= power_of_ten(power);
  } else if (power < -38) {
    units.state = CARROW_ROUNDED;
    units.residue = double(digits) * std::pow(10.0, power) * (negative ? -1 : 1);
    return units;
  } else {
    Unsigned divisor = power_of_ten(-power);
    Unsigned rest = digits % divisor;
    digits /= divisor;
    if (rest != 0) {
      units.state = CARROW_ROUNDED;
      units.residue = double(rest) / double(divisor);
      if (rest > divisor / 2 || (rest == divisor / 2 && digits % 2 == 1)) {
        digits += 1;
        units.residue -= 1;
      }
      if (negative) units.residue = -units.residue;
    }
  }
  if (digits > kLargest) return {0, CARROW_UNREADABLE, 0};
  units.value = negative ? -Wide(digits) : Wide(digits);
  return units;
}

/// The shortest decimal that gives the double (or float) back.
template <typename Real>
Units shortest(Real real) {
  if (!std::isfinite(real)) return {0, CARROW_UNREADABLE, 0};
  char text[64];
  auto end = std::to_chars(text, text + sizeof text, std::fabs(real), std::chars_format::scientific).ptr;
  Unsigned digits = 0;
  int decimals = 0;
  bool after_point = false;
  const char *at = text;
  for (; at != end && *at != 'e'; at++) {
    if (*at == '.') {
      after_point = true;
      continue;
    }
    digits = digits * 10 + Unsigned(*at - '0');
    decimals += after_point;
  }
  int exponent = 0;
  if (at != end) {
    at += at[1] == '+' ? 2 : 1;
    std::from_chars(at, end, exponent);
  }
  return scaled(std::signbit(real), digits, exponent - decimals);
}

Units from_wide(const uint8_t *bytes, int width, int scale) {
  if (width == 32) {
    arrow::Decimal256 value(bytes);
    bool negative = value.IsNegative();
    arrow::BasicDecimal256 magnitude = arrow::BasicDecimal256::Abs(value);
    // Beyond 38 digits only what is above the scale of 10^-18 can be kept.
    int extra = scale > 18 ? std::min(scale - 18, 38) : 0;
    auto words = magnitude.little_endian_array();
    if (words[2] == 0 && words[3] == 0) return scaled(negative, (Unsigned(words[1]) << 64) | words[0], -scale);
    if (extra == 0) return {0, CARROW_UNREADABLE, 0};
    arrow::BasicDecimal256 divisor(1);
    for (int i = 0; i < extra; i++) divisor *= arrow::BasicDecimal256(10);
    arrow::BasicDecimal256 quotient, rest;
    if (magnitude.Divide(divisor, &quotient, &rest) != arrow::DecimalStatus::kSuccess) return {0, CARROW_UNREADABLE, 0};
    arrow::BasicDecimal256 twice = rest + rest;
    words = quotient.little_endian_array();
    if (words[2] != 0 || words[3] != 0) return {0, CARROW_UNREADABLE, 0};
    Unsigned digits = (Unsigned(words[1]) << 64) | words[0];
    bool up = twice > divisor || (twice == divisor && digits % 2 == 1);
    Units units = scaled(negative, digits + up, extra - scale);
    if (units.state == CARROW_EXACT && rest != arrow::BasicDecimal256(0)) {
      double part = arrow::Decimal256(rest).ToDouble(0) / arrow::Decimal256(divisor).ToDouble(0) - up;
      units.state = CARROW_ROUNDED;
      units.residue = negative ? -part : part;
    }
    return units;
  }
  Wide value = 0;
  std::memcpy(&value, bytes, size_t(width));
  if (width < 16 && (bytes[width - 1] & 0x80)) value -= Wide(1) << (8 * width);
  bool negative = value < 0;
  return scaled(negative, negative ? -Unsigned(value) : Unsigned(value), -scale);
}

template <typename Value>
void each(const arrow::Array &array, Wide *out, uint8_t *state, double *residue, Value value) {
  for (int64_t i = 0; i < array.length(); i++) {
    Units units{0, CARROW_NULL, 0};
    if (array.IsValid(i)) units = value(i);
    out[i] = units.value;
    state[i] = units.state;
    *residue += units.residue;
  }
}

/// decimal128 with at most 18 decimals, the common case.
void short_decimals(const arrow::Array &array, const uint8_t *values, int scale, Wide *out, uint8_t *state) {
  Wide factor = Wide(power_of_ten(18 - scale));
  Wide limit = Wide(kLargest) / factor;
  bool all_there = array.null_count() == 0;
  for (int64_t i = 0; i < array.length(); i++) {
    Wide value;
    std::memcpy(&value, values + 16 * i, 16);
    bool fits = value <= limit && value >= -limit;
    bool there = all_there || array.IsValid(i);
    out[i] = there && fits ? value * factor : 0;
    state[i] = !there ? CARROW_NULL : fits ? CARROW_EXACT : CARROW_UNREADABLE;
  }
}

template <typename Type>
const typename Type::c_type *raw(const arrow::Array &array) {
  return static_cast<const arrow::NumericArray<Type> &>(array).raw_values();
}

/// Calls `body` with the values of an integer array.
template <typename Body>
bool with_integers(const arrow::Array &array, Body body) {
  switch (array.type_id()) {
    case arrow::Type::INT8: body(raw<arrow::Int8Type>(array)); return true;
    case arrow::Type::INT16: body(raw<arrow::Int16Type>(array)); return true;
    case arrow::Type::INT32: body(raw<arrow::Int32Type>(array)); return true;
    case arrow::Type::INT64: body(raw<arrow::Int64Type>(array)); return true;
    case arrow::Type::UINT8: body(raw<arrow::UInt8Type>(array)); return true;
    case arrow::Type::UINT16: body(raw<arrow::UInt16Type>(array)); return true;
    case arrow::Type::UINT32: body(raw<arrow::UInt32Type>(array)); return true;
    case arrow::Type::UINT64: body(raw<arrow::UInt64Type>(array)); return true;
    default: return false;
  }
}
}  // namespace

void units_of(const arrow::Array &array, Wide *out, uint8_t *state, double *residue) {
  bool done = with_integers(array, [&](const auto *values) {
    each(array, out, state, residue, [&](int64_t i) {
      Wide value = Wide(values[i]);
      return scaled(value < 0, value < 0 ? -Unsigned(value) : Unsigned(value), 0);
    });
  });
  if (done) return;
  if (array.type_id() == arrow::Type::DOUBLE) {
    const double *values = raw<arrow::DoubleType>(array);
    each(array, out, state, residue, [&](int64_t i) { return shortest(values[i]); });
  } else if (array.type_id() == arrow::Type::FLOAT) {
    const float *values = raw<arrow::FloatType>(array);
    each(array, out, state, residue, [&](int64_t i) { return shortest(values[i]); });
  } else {
    auto &decimals = static_cast<const arrow::FixedSizeBinaryArray &>(array);
    int scale = static_cast<const arrow::DecimalType &>(*array.type()).scale();
    int width = decimals.byte_width();
    if (width == 16 && 0 <= scale && scale <= 18) return short_decimals(array, decimals.raw_values(), scale, out, state);
    each(array, out, state, residue, [&](int64_t i) { return from_wide(decimals.GetValue(i), width, scale); });
  }
}

void doubles_of(const arrow::Array &array, double *out) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  auto fill = [&](auto value) {
    for (int64_t i = 0; i < array.length(); i++) out[i] = array.IsValid(i) ? value(i) : unknown;
  };
  if (with_integers(array, [&](const auto *values) { fill([&](int64_t i) { return double(values[i]); }); })) return;
  if (array.type_id() == arrow::Type::DOUBLE) {
    const double *values = raw<arrow::DoubleType>(array);
    fill([&](int64_t i) { return values[i]; });
  } else if (array.type_id() == arrow::Type::FLOAT) {
    const float *values = raw<arrow::FloatType>(array);
    fill([&](int64_t i) { return double(values[i]); });
  } else {
    auto &decimals = static_cast<const arrow::FixedSizeBinaryArray &>(array);
    int scale = static_cast<const arrow::DecimalType &>(*array.type()).scale();
    int width = decimals.byte_width();
    fill([&](int64_t i) {
      const uint8_t *bytes = decimals.GetValue(i);
      if (width == 32) return arrow::Decimal256(bytes).ToDouble(scale);
      if (width == 16) return arrow::Decimal128(bytes).ToDouble(scale);
      Wide value = 0;
      std::memcpy(&value, bytes, size_t(width));
      if (bytes[width - 1] & 0x80) value -= Wide(1) << (8 * width);
      return double(value) / std::pow(10.0, scale);
    });
  }
}
