#pragma once
#include <zlib.h>

// inflateInit2 and deflateInit2 are macros that Swift cannot import.
static inline int minsheng_inflate_init2(z_streamp stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}
static inline int minsheng_deflate_init2(z_streamp stream, int level, int window_bits) {
  return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}
