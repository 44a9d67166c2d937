#pragma once
// syncfs is a Linux call that the toolchain's Glibc module leaves out.
int syncfs(int descriptor);
