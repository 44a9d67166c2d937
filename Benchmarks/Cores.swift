internal import CSystem

/// Binds the process to some of the cores that it may use, before it starts any thread.
enum Cores {
  /// Leaves `count` cores, or all where there are no more.
  static func limit(to count: Int) throws(BenchmarkFault) {
    // A bit for each core; 1024 is what the kernel's own type holds.
    var cores = [UInt8](repeating: 0, count: 128)
    guard sched_getaffinity(0, UInt(cores.count), &cores) >= 0 else {
      throw BenchmarkFault("the cores of the process are not known")
    }
    var left = count
    for byte in cores.indices {
      for bit in 0..<8 where cores[byte] & 1 << UInt8(bit) != 0 {
        if left == 0 { cores[byte] &= ~(1 << UInt8(bit)) } else { left -= 1 }
      }
    }
    guard sched_setaffinity(0, UInt(cores.count), cores) == 0 else {
      throw BenchmarkFault("the process cannot be bound to \(count) cores")
    }
  }
}
