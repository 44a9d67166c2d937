internal import Dispatch
internal import Synchronization

/// Hands values from a thread that makes them to the one that uses them, a few at a time and in
/// order, so that both work at once and neither runs far ahead.
///
/// The side that takes decides when it is over: after `cancel` the maker is told to stop.
public final class Relay<Element: Sendable>: Sendable {
  private struct State {
    var waiting: [Element] = []
    var isFinished = false
    var isCancelled = false
    var failure: (any Error)?
  }

  private let state = Mutex(State())
  // Dispatch ends the program when a semaphore goes while it is lower than it was made.
  private let free = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  /// Starts `make` on a thread of its own.
  ///
  /// - Parameters:
  ///   - capacity: How many values wait at most.
  ///   - make: Makes the values and gives them to `put`, which is false once nobody wants more;
  ///     what it throws, `next` throws behind the last value.
  public init(
    capacity: Int, _ make: @escaping @Sendable (_ put: (Element) -> Bool) throws -> Void
  ) {
    precondition(capacity > 0, "nothing can be handed on")
    for _ in 0..<capacity { free.signal() }
    DispatchQueue.global().async { [self] in
      var failure: (any Error)?
      do { try make(put) } catch { failure = error }
      state.withLock {
        $0.failure = failure
        $0.isFinished = true
      }
      filled.signal()
    }
  }

  private func put(_ value: Element) -> Bool {
    free.wait()
    let isWanted = state.withLock { state in
      if state.isCancelled { return false }
      state.waiting.append(value)
      return true
    }
    if isWanted { filled.signal() } else { free.signal() }
    return isWanted
  }

  /// The next value; nil behind the last one.
  public func next() throws -> Element? {
    filled.wait()
    let taken = state.withLock { state -> Result<Element?, any Error> in
      if !state.waiting.isEmpty { return .success(state.waiting.removeFirst()) }
      if let failure = state.failure { return .failure(failure) }
      return .success(nil)
    }
    if case .success(.some) = taken { free.signal() } else { filled.signal() }
    return try taken.get()
  }

  /// Wants no more values, and waits until the maker has stopped.
  public func cancel() {
    state.withLock {
      $0.isCancelled = true
      $0.waiting = []
    }
    free.signal()
    while !(state.withLock { $0.isFinished }) { filled.wait() }
    filled.signal()
  }
}
