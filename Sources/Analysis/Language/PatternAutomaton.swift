/// The automaton of a `PatternSet` under construction.
struct PatternAutomaton {
  let classes: [UInt8]
  private(set) var nodes: [PatternSet.Node]
  private(set) var outputStarts: [Int32] = [0]
  private(set) var outputs: [PatternSet.Output] = []
  /// The first slot that may be free.
  private var firstFree = 1
  private let classCount: Int

  init(classes: [UInt8]) {
    self.classes = classes
    classCount = Int(classes.max() ?? 0)
    nodes = [PatternSet.Node(base: 0, check: 0, failure: 0, output: -1)]
    grow(to: 1 + classCount)
  }

  private mutating func grow(to count: Int) {
    while nodes.count < count {
      nodes.append(PatternSet.Node(base: 0, check: -1, failure: 0, output: -1))
    }
  }

  /// Finds a base at which the slots of all children are free, and takes them.
  mutating func place(_ childClasses: [UInt8], of slot: Int32) -> [Int32] {
    guard let lowest = childClasses.first else { return [] }
    while firstFree < nodes.count, nodes[firstFree].check != -1 { firstFree += 1 }
    var candidate = max(firstFree, Int(lowest))
    var tries = 0
    search: while true {
      grow(to: candidate - Int(lowest) + classCount + 1)
      if nodes[candidate].check == -1 {
        let base = candidate - Int(lowest)
        if base > 0 || slot == 0,
          childClasses.allSatisfy({ nodes[base + Int($0)].check == -1 })
        {
          break search
        }
        tries += 1
      }
      candidate += 1
    }
    // A region that keeps refusing is as good as full; small holes are given up for a fast build.
    if tries > 64 { firstFree = max(firstFree, candidate - 256) }
    let base = Int32(candidate - Int(lowest))
    nodes[Int(slot)].base = base
    return childClasses.map { childClass in
      let child = base + Int32(childClass)
      nodes[Int(child)].check = slot
      return child
    }
  }

  /// Sets the failure link of a new state, whose parent's is known, as all above it are.
  mutating func link(_ slot: Int32, parent: Int32, byteClass: UInt8) {
    guard parent != 0 else { return }
    var state = nodes[Int(parent)].failure
    while true {
      let next = nodes[Int(state)].base + Int32(byteClass)
      if nodes[Int(next)].check == state {
        nodes[Int(slot)].failure = next
        return
      }
      if state == 0 { return }
      state = nodes[Int(state)].failure
    }
  }

  /// Records the words that end in a state, longest first: its own, then those of its suffix.
  mutating func setOutputs(of slot: Int32, own: [(patternID: Int32, byteCount: Int32)]) {
    let suffix = nodes[Int(nodes[Int(slot)].failure)].output
    if own.isEmpty {
      if slot != 0 { nodes[Int(slot)].output = suffix }
      return
    }
    for word in own {
      outputs.append(PatternSet.Output(patternID: word.patternID, byteCount: word.byteCount))
    }
    if suffix >= 0 {
      let range = Int(outputStarts[Int(suffix)])..<Int(outputStarts[Int(suffix) + 1])
      outputs.append(contentsOf: Array(outputs[range]))
    }
    nodes[Int(slot)].output = Int32(outputStarts.count - 1)
    outputStarts.append(Int32(outputs.count))
  }

  /// Makes sure that every base and class leads to a slot.
  mutating func finish() {
    let highest = nodes.map { Int($0.base) }.max() ?? 0
    grow(to: highest + classCount + 1)
  }
}
