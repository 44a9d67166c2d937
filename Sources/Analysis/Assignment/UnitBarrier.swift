internal import Complaints

/// For each unit, the units that must not see what accuses it.
struct UnitBarrier: Sendable {
  private let barred: [String: Set<String>]

  init(_ register: UnitRegister) {
    var children: [String: [String]] = [:]
    var predecessors: [String: [String]] = [:]
    var routed: [String: [String]] = [:]
    for unit in register.units {
      if let parent = unit.parent { children[parent, default: []].append(unit.code) }
      if let successor = unit.successor { predecessors[successor, default: []].append(unit.code) }
      if let route = unit.routeTo { routed[route, default: []].append(unit.code) }
    }
    var barred: [String: Set<String>] = [:]
    for unit in register.units {
      // The same body under other codes: before, after, and whoever opens its mail.
      let same = Self.closure([unit.code]) { code in
        (register[code]?.successor.map { [$0] } ?? []) + (predecessors[code] ?? [])
      }
      var all = Self.closure(same) { children[$0] ?? [] }
      for code in same { all.formUnion(register.lineage(of: code)) }
      for code in same where register[code]?.level == .city {
        // A city bureau leads the bureaus of its line (条线) in the districts.
        guard let function = register[code]?.functionCode, function != "ZF" else { continue }
        all.formUnion(register.units(function: function).map(\.code))
      }
      for code in same {
        if let route = register[code]?.routeTo { all.insert(route) }
        all.formUnion(routed[code] ?? [])
      }
      barred[unit.code] = all
    }
    // Who opens a barred unit's mail sees its file.
    let known = barred
    for (code, set) in known {
      var wider = set
      for unit in register.units {
        if let route = unit.routeTo, set.contains(route) { wider.insert(unit.code) }
      }
      barred[code] = wider
    }
    self.barred = barred
  }

  /// Whether a unit must not see what accuses some units.
  func isBarred(_ unit: String, accused: Set<String>) -> Bool {
    for entry in accused {
      for code in entry.split(separator: "|").map(String.init) {
        if code == unit { return true }
        if let set = barred[code], set.contains(unit) { return true }
      }
    }
    return false
  }

  private static func closure(_ start: Set<String>, _ next: (String) -> [String]) -> Set<String> {
    var seen = start
    var waiting = Array(start)
    while let code = waiting.popLast() {
      for other in next(code) where seen.insert(other).inserted { waiting.append(other) }
    }
    return seen
  }
}
