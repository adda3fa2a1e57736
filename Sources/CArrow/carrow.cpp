#include "include/carrow.h"

#include <arrow/util/config.h>

extern "C" const char *carrow_version(void) { return ARROW_VERSION_STRING; }
