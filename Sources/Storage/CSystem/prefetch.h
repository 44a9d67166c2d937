#pragma once
// Asks the processor to bring the cache line at an address, which Swift cannot say. The address need
// not be valid: nothing is read.
static inline void prefetch_line(const void *address) { __builtin_prefetch(address); }
