internal import Dispatch
internal import Glibc
internal import Synchronization

/// Work over chunks on all cores, with results in chunk order.
public enum Parallel {
  /// How many cores `map` uses; the answer never depends on it.
  public static let coreCount: Int = max(1, Int(activeProcessorCount()))

  /// Calls `body` once for each chunk, on up to `coreCount` threads, and gives the results in chunk order.
  ///
  /// Chunk boundaries are the caller's and must not depend on the core count, so that output bytes
  /// do not either. Chunks should be large (thousands of rows); each is one task.
  ///
  /// - Parameters:
  ///   - chunkCount: How many chunks there are.
  ///   - body: Works on one chunk, given its index; runs on any thread.
  /// - Throws: The error of the lowest-numbered chunk that threw.
  public static func map<Result: Sendable, Failure: Error>(
    chunks chunkCount: Int, _ body: @Sendable (Int) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    if chunkCount == 0 { return [] }
    if chunkCount == 1 { return [try body(0)] }
    let slots = Slots<Result, Failure>(count: chunkCount)
    withoutActuallyEscaping(body) { body in
      DispatchQueue.concurrentPerform(iterations: chunkCount) { index in
        do throws(Failure) {
          slots.set(index, .success(try body(index)))
        } catch {
          slots.set(index, .failure(error))
        }
      }
    }
    return try slots.take()
  }

  /// Splits `count` rows into ranges of `size`.
  public static func ranges(_ count: Int, of size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
  }

  private static func activeProcessorCount() -> Int {
    Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}

/// One result slot for each chunk.
private final class Slots<Value: Sendable, Failure: Error>: Sendable {
  private let values: Mutex<[Swift.Result<Value, Failure>?]>

  init(count: Int) { values = Mutex(Array(repeating: nil, count: count)) }

  func set(_ index: Int, _ result: Swift.Result<Value, Failure>) {
    values.withLock { $0[index] = result }
  }

  func take() throws(Failure) -> [Value] {
    let results = values.withLock { $0 }
    var output: [Value] = []
    output.reserveCapacity(results.count)
    for result in results {
      guard let result else { preconditionFailure("a chunk left no result") }
      output.append(try result.get())
    }
    return output
  }
}
