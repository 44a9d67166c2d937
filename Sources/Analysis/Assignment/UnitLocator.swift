internal import Columns
internal import Complaints

/// Finds the unit of a function and a level at a place.
struct UnitLocator: Sendable {
  /// The answer for one party.
  enum Answer: Equatable {
    /// It is this unit.
    case unit(String)
    /// The place leaves it open: what is missing, and who it may be.
    case open(missing: String, candidates: [String])
    /// The city has no such unit.
    case none
  }

  let register: UnitRegister

  /// The unit of a party for a place on a day.
  func locate(_ party: ResponsibilityRule.Party, district: String?, town: String?, day: Int32)
    -> Answer
  {
    let units = register.units(function: party.function)
    let cityWide = units.filter { $0.districtCode == nil }
    func answer(_ found: Unit?) -> Answer {
      found.flatMap { effective($0.code, on: day) }.map { .unit($0) } ?? .none
    }
    switch party.level {
    case .city: return answer(preferred(cityWide, level: .city))
    case .enterprise, .vertical:
      let local = units.filter { $0.districtCode != nil && $0.districtCode == district }
      return answer(preferred(local, level: party.level) ?? preferred(cityWide, level: party.level))
    case .district:
      guard let district else {
        let centre = preferred(cityWide, level: .city).flatMap { effective($0.code, on: day) }
        return .open(missing: "事发区", candidates: centre.map { [$0] } ?? [])
      }
      let local = units.filter { $0.districtCode == district && $0.townCode == nil }
      return answer(preferred(local, level: .district) ?? preferred(cityWide, level: .city))
    case .town:
      guard let town else {
        let above = district.flatMap { government(of: $0, on: day) }
        return .open(missing: "事发镇街", candidates: above.map { [$0] } ?? [])
      }
      return answer(units.first { $0.townCode == town })
    }
  }

  /// The government of a district.
  func government(of district: String, on day: Int32) -> String? {
    register.units(function: "ZF").first { $0.districtCode == district && $0.townCode == nil }
      .flatMap { effective($0.code, on: day) }
  }

  /// The city's unit of a function.
  func cityUnit(function: String, on day: Int32) -> String? {
    preferred(register.units(function: function).filter { $0.districtCode == nil }, level: .city)
      .flatMap { effective($0.code, on: day) }
  }

  /// The unit that does a unit's work on a day: itself, or who took over.
  func effective(_ code: String, on day: Int32) -> String? {
    var code = code
    for _ in 0..<8 {
      guard let unit = register[code] else { return nil }
      let hasEnded = unit.names.allSatisfy { ($0.validTo ?? .max) < day }
      if unit.isAssignable && !hasEnded { return code }
      guard let successor = unit.successor else { return nil }
      code = successor
    }
    return nil
  }

  private func preferred(_ units: [Unit], level: UnitLevel) -> Unit? {
    units.first { $0.isAssignable && $0.level == level } ?? units.first { $0.isAssignable }
      ?? units.first
  }
}
