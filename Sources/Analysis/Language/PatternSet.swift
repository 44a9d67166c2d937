/// Many words searched for at once: an Aho–Corasick automaton over UTF-8 bytes in flat arrays.
///
/// ASCII letters match in either case. A pattern matches wherever its bytes occur, also inside
/// longer words; since patterns start with a whole character, matches never start within one.
public struct PatternSet: Sendable {
  /// Which occurrences are reported.
  public enum Selection: Sendable {
    /// Every occurrence of every pattern, in the order of their ends, the longest first.
    case all
    /// From left to right the longest that starts first; none overlaps another.
    case leftmostLongest
  }

  /// How many patterns the set was made of.
  public let patternCount: Int
  let classes: [UInt8]
  let nodes: [Node]
  let outputStarts: [Int32]
  let outputs: [Output]

  /// A state of the automaton, one slot of a double array.
  struct Node {
    /// Added to a byte's class, the slot of the child.
    var base: Int32
    /// The slot of the parent, to which the slot belongs; −1 for a free slot.
    var check: Int32
    /// The state for the longest suffix that is also a prefix of a pattern.
    var failure: Int32
    /// The group of patterns that end here, their suffixes included; −1 for none.
    var output: Int32
  }

  /// A pattern that ends in a state.
  struct Output {
    let patternID: Int32
    let byteCount: Int32
  }

  /// Builds the automaton of a list of words.
  ///
  /// - Parameter patterns: The words; a match names them by their position here. An empty word
  ///   never matches; equal words all match.
  /// - Complexity: about O(*m*) for *m* bytes of patterns.
  public init(_ patterns: [String]) {
    let automaton = PatternTrie(patterns.map { Array($0.utf8) }).makeAutomaton()
    patternCount = patterns.count
    classes = automaton.classes
    nodes = automaton.nodes
    outputStarts = automaton.outputStarts
    outputs = automaton.outputs
  }

  /// Appends the occurrences of all patterns in a text.
  ///
  /// - Parameters:
  ///   - text: UTF-8 bytes; offsets count from its start.
  ///   - selection: Which occurrences to report.
  ///   - matches: Receives them; existing elements are kept.
  /// - Complexity: O(*n* + *k*) for *n* bytes and *k* occurrences, and O(*k* log *k*) for
  ///   `leftmostLongest`. Allocates only when `matches` grows.
  public func appendMatches(
    in text: Span<UInt8>, selecting selection: Selection = .all, to matches: inout [PatternMatch]
  ) {
    precondition(text.count <= Int(Int32.max), "text longer than Int32.max bytes")
    let first = matches.count
    search(text, to: &matches)
    if selection == .leftmostLongest { Self.keepLeftmostLongest(&matches, from: first) }
  }

  /// The occurrences of all patterns in a string, for cold paths and tests.
  public func matches(in text: String, selecting selection: Selection = .all) -> [PatternMatch] {
    var matches: [PatternMatch] = []
    appendMatches(in: Array(text.utf8).span, selecting: selection, to: &matches)
    return matches
  }

  /// Whether any pattern occurs in a text.
  public func occurs(in text: Span<UInt8>) -> Bool {
    var matches: [PatternMatch] = []
    search(text, to: &matches)
    return !matches.isEmpty
  }

  private func search(_ text: Span<UInt8>, to matches: inout [PatternMatch]) {
    let nodes = nodes.span
    let classes = classes.span
    var state: Int32 = 0
    for offset in 0..<text.count {
      let byteClass = Int32(classes[Int(text[offset])])
      if byteClass == 0 {
        state = 0
        continue
      }
      var node = nodes[Int(state)]
      var next = node.base &+ byteClass
      while nodes[Int(next)].check != state {
        if state == 0 {
          next = 0
          break
        }
        state = node.failure
        node = nodes[Int(state)]
        next = node.base &+ byteClass
      }
      state = next
      let output = nodes[Int(state)].output
      if output >= 0 { report(Int(output), endingAt: offset &+ 1, to: &matches) }
    }
  }

  @inline(never)
  private func report(_ output: Int, endingAt end: Int, to matches: inout [PatternMatch]) {
    for index in Int(outputStarts[output])..<Int(outputStarts[output + 1]) {
      let found = outputs[index]
      let end = Int32(truncatingIfNeeded: end)
      matches.append(
        PatternMatch(patternID: found.patternID, start: end &- found.byteCount, end: end))
    }
  }

  private static func keepLeftmostLongest(_ matches: inout [PatternMatch], from first: Int) {
    matches[first...].sort {
      ($0.start, -$0.end, $0.patternID) < ($1.start, -$1.end, $1.patternID)
    }
    var kept = first
    var free: Int32 = 0
    for index in first..<matches.count where matches[index].start >= free {
      free = matches[index].end
      matches[kept] = matches[index]
      kept += 1
    }
    matches.removeSubrange(kept...)
  }
}
