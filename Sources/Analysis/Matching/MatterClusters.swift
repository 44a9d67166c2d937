/// Groups of requests that grow by their best links, unless members contradict each other.
struct MatterClusters {
  private let table: FactTable
  private var parents: [Int32]
  private var groups: [Group]

  /// What a group is known to be about; 0 or empty where unknown.
  private struct Group {
    var matter: Int64
    var district: UInt64
    var building: Int32
    var group: Int32
    var level2: UInt64
    var houseNumber: Int32
    var spots: [UInt64]
    /// The roads that all members with a road name.
    var roads: [UInt64]
  }

  init(_ table: FactTable) {
    self.table = table
    parents = (0..<Int32(table.count)).map { $0 }
    groups = (0..<table.count).map { row in
      let facts = table[row]
      return Group(
        matter: facts.matter, district: facts.district, building: facts.building,
        group: facts.group, level2: facts.level2, houseNumber: facts.houseNumber,
        spots: Array(table.spots(row)), roads: Array(table.roads(row)))
    }
  }

  /// The first row of a row's group.
  mutating func root(_ row: Int) -> Int {
    var root = Int32(row)
    while parents[Int(root)] != root { root = parents[Int(root)] }
    var node = Int32(row)
    while parents[Int(node)] != root {
      let next = parents[Int(node)]
      parents[Int(node)] = root
      node = next
    }
    return Int(root)
  }

  /// The known matter of a group, by its first row; −1 for none.
  func matter(_ root: Int) -> Int64 { groups[root].matter }

  /// Puts two rows with one matter number into one group, unless both have a known matter.
  mutating func joinNumbered(_ a: Int, _ b: Int) {
    let (x, y) = (root(a), root(b))
    if groups[x].matter >= 0, groups[y].matter >= 0 { return }
    merge(x, y)
  }

  /// Puts two rows into one group without looking.
  mutating func join(_ a: Int, _ b: Int) { merge(root(a), root(b)) }

  /// Puts two rows into one group, unless the groups contradict each other.
  ///
  /// - Returns: Whether they are in one group now.
  mutating func joinIfConsistent(_ a: Int, _ b: Int, _ score: PairScore) -> Bool {
    let x = root(a)
    let y = root(b)
    if x == y { return true }
    if groups[x].matter >= 0, groups[y].matter >= 0, groups[x].matter != groups[y].matter {
      return false
    }
    if differ(groups[x].district, groups[y].district) { return false }
    if differ(groups[x].building, groups[y].building) { return false }
    if differ(groups[x].group, groups[y].group) { return false }
    if PairComparison.differ(groups[x].spots[...], groups[y].spots[...]) { return false }
    let isNearCopy = score.names || score.isNearCopy
    if !isNearCopy, !score.samePerson, differ(groups[x].level2, groups[y].level2) { return false }
    if score.spot == 0, !score.names, !score.sameText {
      if differ(groups[x].houseNumber, groups[y].houseNumber) { return false }
      if !groups[x].roads.isEmpty, !groups[y].roads.isEmpty,
        !groups[x].roads.contains(where: { groups[y].roads.contains($0) })
      {
        return false
      }
    }
    merge(x, y)
    return true
  }

  /// What two groups are both about: common places, else those of the one that has some; the same
  /// for firms.
  private static func shared(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
    var output: [UInt64] = []
    for isFirm in [false, true] {
      let first = a.filter { PlaceLexicon.isFirm($0) == isFirm }
      let second = b.filter { PlaceLexicon.isFirm($0) == isFirm }
      let common = first.filter { second.contains($0) }
      output += !common.isEmpty ? common : first.isEmpty ? second : first
    }
    return output.sorted()
  }

  private func differ<T: BinaryInteger>(_ a: T, _ b: T) -> Bool { a != 0 && b != 0 && a != b }

  private mutating func merge(_ x: Int, _ y: Int) {
    if x == y { return }
    let (first, second) = x < y ? (x, y) : (y, x)
    parents[second] = Int32(first)
    var group = groups[first]
    let other = groups[second]
    if group.matter < 0 { group.matter = other.matter }
    if group.district == 0 { group.district = other.district }
    if group.building == 0 { group.building = other.building }
    if group.group == 0 { group.group = other.group }
    group.spots = Self.shared(group.spots, other.spots)
    if group.level2 == 0 { group.level2 = other.level2 }
    if group.houseNumber == 0 { group.houseNumber = other.houseNumber }
    let roads = group.roads.filter { other.roads.contains($0) }
    if !roads.isEmpty {
      group.roads = roads
    } else if group.roads.isEmpty {
      group.roads = other.roads
    }
    groups[first] = group
    groups[second].spots = []
  }
}
