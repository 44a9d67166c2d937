#pragma once
// Linux calls that the toolchain's Glibc module leaves out.
int syncfs(int descriptor);
int sched_getaffinity(int process, unsigned long size, void *cores);
int sched_setaffinity(int process, unsigned long size, const void *cores);

#include "prefetch.h"
#include "sha256.h"
