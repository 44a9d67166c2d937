/// A responsible unit.
///
/// Read from `units.csv`: one line per name, so that history keeps the name valid on the day:
/// `code,name,valid_from,valid_to,aliases,function_code,level,district_code,town_code,parent,route_to,assignable,group,successor`.
public struct Unit: Equatable, Sendable {
  /// A name and the days on which it is the unit's name.
  public struct Name: Equatable, Sendable {
    /// The name.
    public let text: String
    /// Its first day, days since 1970-01-01; nil for always.
    public let validFrom: Int32?
    /// Its last day; nil for ever.
    public let validTo: Int32?
    /// Makes a name.
    public init(text: String, validFrom: Int32?, validTo: Int32?) {
      self.text = text
      self.validFrom = validFrom
      self.validTo = validTo
    }
  }

  /// `<function>-<division>`, for example `CG-321202`.
  public let code: String
  /// Its names, by validity.
  public let names: [Name]
  /// Other ways to write it, and abbreviations.
  public let aliases: [String]
  /// What it does, as a short code such as `CG` (城市管理) or `ZF` (属地政府).
  public let functionCode: String
  /// Its level.
  public let level: UnitLevel
  /// The district it serves; nil for the whole city.
  public let districtCode: String?
  /// The town it serves; nil above town level.
  public let townCode: String?
  /// The unit above it.
  public let parent: String?
  /// The member unit that gets its files; itself where nil.
  public let routeTo: String?
  /// Whether it may get assignments.
  public let isAssignable: Bool
  /// Units that are compared with each other (考核组).
  public let group: String
  /// The unit that took over its work.
  public let successor: String?

  /// Makes a unit.
  public init(
    code: String, names: [Name], aliases: [String], functionCode: String, level: UnitLevel,
    districtCode: String?, townCode: String?, parent: String?, routeTo: String?,
    isAssignable: Bool, group: String, successor: String?
  ) {
    self.code = code
    self.names = names
    self.aliases = aliases
    self.functionCode = functionCode
    self.level = level
    self.districtCode = districtCode
    self.townCode = townCode
    self.parent = parent
    self.routeTo = routeTo
    self.isAssignable = isAssignable
    self.group = group
    self.successor = successor
  }

  /// The name valid on a day, else the latest.
  public func name(on day: Int32) -> String {
    for name in names
    where (name.validFrom ?? .min) <= day && day <= (name.validTo ?? .max) { return name.text }
    return names.last?.text ?? code
  }
}

/// All units of a city, in code order.
public struct UnitRegister: Sendable {
  /// The units, in code order.
  public let units: [Unit]
  private let indexes: [String: Int]
  private let byFunction: [String: [Int]]

  /// Makes a register; codes must differ.
  public init(_ units: [Unit]) {
    self.units = units.sorted { $0.code < $1.code }
    indexes = Dictionary(uniqueKeysWithValues: self.units.enumerated().map { ($1.code, $0) })
    byFunction = Dictionary(grouping: self.units.indices) { [units = self.units] in
      units[$0].functionCode
    }
  }

  /// A unit by its code.
  public subscript(code: String) -> Unit? { indexes[code].map { units[$0] } }

  /// The units of a function, in code order.
  public func units(function: String) -> [Unit] { (byFunction[function] ?? []).map { units[$0] } }

  /// A unit and all above it.
  public func lineage(of code: String) -> [String] {
    var chain: [String] = []
    var next: String? = code
    while let current = next, !chain.contains(current), let unit = self[current] {
      chain.append(current)
      next = unit.parent
    }
    return chain
  }
}

/// A line of the responsibility list (派单目录).
///
/// Read from `responsibilities.csv`:
/// `rule,priority,code,request_type,place_type,road_class,permit,subject,hours,district_code,lead_function,lead_level,support,basis,valid_from,valid_to,note`.
///
/// Empty conditions hold for everything. `code` is a prefix of category codes. `support` lists
/// `<function>:<level>` entries.
public struct ResponsibilityRule: Equatable, Sendable {
  /// A unit by what it does and its level, before the place says which one it is.
  public struct Party: Equatable, Sendable {
    /// The function code.
    public let function: String
    /// The level.
    public let level: UnitLevel
    /// Makes a party.
    public init(function: String, level: UnitLevel) {
      self.function = function
      self.level = level
    }
  }

  /// The rule's id.
  public let rule: String
  /// Among rules that hold, the highest priority wins; then the longest code; then the id.
  public let priority: Int
  /// A prefix of category codes.
  public let code: String
  /// Other conditions, by the name of their column; an empty list of values holds for all.
  public let conditions: [String: [String]]
  /// Who leads.
  public let lead: Party
  /// Who supports.
  public let support: [Party]
  /// The clause it rests on.
  public let basis: String
  /// Its first day; nil for always.
  public let validFrom: Int32?
  /// Its last day; nil for ever.
  public let validTo: Int32?

  /// Makes a rule.
  public init(
    rule: String, priority: Int, code: String, conditions: [String: [String]], lead: Party,
    support: [Party], basis: String, validFrom: Int32?, validTo: Int32?
  ) {
    self.rule = rule
    self.priority = priority
    self.code = code
    self.conditions = conditions
    self.lead = lead
    self.support = support
    self.basis = basis
    self.validFrom = validFrom
    self.validTo = validTo
  }
}
