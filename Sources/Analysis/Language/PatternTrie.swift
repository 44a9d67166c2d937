/// The trie of a list of words, from which `PatternSet` is built.
struct PatternTrie {
  /// The words, lower-cased, by the caller's position.
  private let patterns: [[UInt8]]
  /// The positions of the words that are not empty, in byte order of the words.
  private let order: [Int32]

  init(_ patterns: [[UInt8]]) {
    let folded = patterns.map { $0.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }
    self.patterns = folded
    order = folded.indices.filter { !folded[$0].isEmpty }.map { Int32($0) }.sorted {
      let (left, right) = (folded[Int($0)], folded[Int($1)])
      return left == right ? $0 < $1 : left.lexicographicallyPrecedes(right)
    }
  }

  /// A state that still needs its children: the words below it and how many bytes lead to it.
  private struct Pending {
    let slot: Int32
    let words: Range<Int>
    let depth: Int
  }

  /// Lays the trie out in a double array, level by level, and links the states.
  func makeAutomaton() -> PatternAutomaton {
    var automaton = PatternAutomaton(classes: byteClasses())
    var level = [Pending(slot: 0, words: 0..<order.count, depth: 0)]
    while !level.isEmpty {
      var next: [Pending] = []
      for state in level {
        let (own, children) = split(state)
        automaton.setOutputs(
          of: state.slot, own: own.map { (order[$0], Int32(patterns[Int(order[$0])].count)) })
        let slots = automaton.place(
          children.map { automaton.classes[Int($0.byte)] }, of: state.slot)
        for (child, slot) in zip(children, slots) {
          automaton.link(slot, parent: state.slot, byteClass: automaton.classes[Int(child.byte)])
          next.append(Pending(slot: slot, words: child.words, depth: state.depth + 1))
        }
      }
      level = next
    }
    automaton.finish()
    return automaton
  }

  /// The words that end in a state, and its children in byte order.
  private func split(_ state: Pending) -> (own: [Int], children: [(byte: UInt8, words: Range<Int>)])
  {
    var index = state.words.lowerBound
    var own: [Int] = []
    while index < state.words.upperBound, patterns[Int(order[index])].count == state.depth {
      own.append(index)
      index += 1
    }
    var children: [(byte: UInt8, words: Range<Int>)] = []
    while index < state.words.upperBound {
      let byte = patterns[Int(order[index])][state.depth]
      let start = index
      while index < state.words.upperBound, patterns[Int(order[index])][state.depth] == byte {
        index += 1
      }
      children.append((byte, start..<index))
    }
    return (own, children)
  }

  /// A class from 1 for each byte that occurs in a word, upper case as lower case; 0 for others.
  private func byteClasses() -> [UInt8] {
    var used = [Bool](repeating: false, count: 256)
    for pattern in patterns { for byte in pattern { used[Int(byte)] = true } }
    var classes = [UInt8](repeating: 0, count: 256)
    var count: UInt8 = 0
    for byte in 0..<256 where used[byte] {
      count += 1
      classes[byte] = count
    }
    for byte in 0x41...0x5A { classes[byte] = classes[byte | 0x20] }
    return classes
  }
}
