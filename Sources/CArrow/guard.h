#pragma once
#include <cstdio>
#include <exception>
#include <string>

#include "include/carrow.h"

/// Puts a sentence into `message`.
inline int refuse(carrow_message *message, const std::string &text, int code = CARROW_FAILED) {
  std::snprintf(message->text, sizeof message->text, "%s", text.c_str());
  return code;
}

/// Runs `body`, which returns a count or a CARROW_ code; an exception becomes CARROW_FAILED.
template <typename Body>
auto guarded(carrow_message *message, Body body) -> decltype(body()) {
  try {
    return body();
  } catch (const std::exception &error) {
    return refuse(message, error.what());
  }
}
