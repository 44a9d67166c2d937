#pragma once
// One step of SHA-256 by the processor's own instructions, which Swift cannot name: functions that
// use them must be compiled for them, and be called only where they are there. Bytes/SHA256.swift
// holds the same step in Swift for all other machines.
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
typedef int sha256_lanes __attribute__((__vector_size__(16)));
typedef int sha256_loose __attribute__((__vector_size__(16), __aligned__(1)));
typedef char sha256_bytes __attribute__((__vector_size__(16)));

static inline void sha256_cpuid(unsigned leaf, unsigned *ebx, unsigned *ecx) {
  unsigned eax = leaf, edx;
  *ecx = 0;
  __asm__ volatile("cpuid" : "+a"(eax), "=b"(*ebx), "+c"(*ecx), "=d"(edx));
}

// Whether the processor has the SHA, SSSE3 and SSE4.1 instructions.
static inline int sha256_has_instructions(void) {
  unsigned ebx, ecx;
  sha256_cpuid(0, &ebx, &ecx);
  sha256_cpuid(1, &ebx, &ecx);
  if (!(ecx >> 19 & 1) || !(ecx >> 9 & 1)) return 0;
  sha256_cpuid(7, &ebx, &ecx);
  return ebx >> 29 & 1;
}

// Takes whole blocks of 64 bytes into the state's eight words; constants are the 64 of FIPS 180-4.
__attribute__((target("sha,sse4.1,ssse3"))) static inline void sha256_take_blocks(
    uint32_t *state, const uint8_t *bytes, size_t count, const uint32_t *constants) {
  const sha256_bytes big_endian = {3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12};
  sha256_lanes low = *(const sha256_loose *)state, high = *(const sha256_loose *)(state + 4);
  sha256_lanes abef = (sha256_lanes){high[1], high[0], low[1], low[0]};
  sha256_lanes cdgh = (sha256_lanes){high[3], high[2], low[3], low[2]};
  for (; count > 0; count--, bytes += 64) {
    sha256_lanes before_abef = abef, before_cdgh = cdgh, w[4];
    for (int i = 0; i < 4; i++)
      w[i] = (sha256_lanes)__builtin_ia32_pshufb128(
          (sha256_bytes) * (const sha256_loose *)(bytes + 16 * i), big_endian);
#pragma unroll
    for (int i = 0; i < 16; i++) {
      sha256_lanes now = w[i & 3];
      sha256_lanes sum = now + *(const sha256_loose *)(constants + 4 * i);
      cdgh = __builtin_ia32_sha256rnds2(cdgh, abef, sum);
      abef = __builtin_ia32_sha256rnds2(
          abef, cdgh, __builtin_shufflevector(sum, sum, 2, 3, 2, 3));
      if (i >= 12) continue;
      sha256_lanes after = w[(i + 2) & 3], last = w[(i + 3) & 3];
      sha256_lanes next = __builtin_ia32_sha256msg1(now, w[(i + 1) & 3]) +
                          __builtin_shufflevector(after, last, 1, 2, 3, 4);
      w[i & 3] = __builtin_ia32_sha256msg2(next, last);
    }
    abef += before_abef;
    cdgh += before_cdgh;
  }
  state[0] = abef[3], state[1] = abef[2], state[4] = abef[1], state[5] = abef[0];
  state[2] = cdgh[3], state[3] = cdgh[2], state[6] = cdgh[1], state[7] = cdgh[0];
}
#else
static inline int sha256_has_instructions(void) { return 0; }
static inline void sha256_take_blocks(
    uint32_t *state, const uint8_t *bytes, size_t count, const uint32_t *constants) {}
#endif
