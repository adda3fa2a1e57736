#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/// The version of the Arrow library that is linked.
const char *_Nonnull carrow_version(void);
#ifdef __cplusplus
}
#endif
