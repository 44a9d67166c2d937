/// A time limit.
///
/// Read from `limits.csv`:
/// `rule,clock,source,request_type,scheme,code,condition,phase,urgency,amount,kind,start_event,first_day_counted,roll_last_day,extension_max,valid_from,valid_to,basis`.
/// The most specific rule that holds wins (most filled conditions; then the longest code; then the
/// id).
public struct LimitRule: Equatable, Sendable {
  /// The rule's id.
  public let rule: String
  /// Which clock it sets.
  public let clock: Clock
  /// The source it holds for; nil for all.
  public let source: Source?
  /// The request type it holds for; nil for all.
  public let requestType: RequestType?
  /// The taxonomy of `code`.
  public let scheme: String?
  /// A prefix of category codes; empty for all.
  public let code: String
  /// The 立案条件 it holds for; nil for all.
  public let condition: String?
  /// The phase, for limits with several.
  public let phase: String?
  /// The urgency it holds for; nil for all.
  public let urgency: Urgency?
  /// How many of `kind`.
  public let amount: Int
  /// What is counted.
  public let kind: LimitKind
  /// From what: `received`, `accepted`, `assigned`.
  public let startEvent: String
  /// Whether the first day counts (民法典 201: it does not).
  public let firstDayCounted: Bool
  /// Whether a last day that is a holiday moves to the next working day (民法典 203).
  public let rollLastDay: Bool
  /// The most that an extension may add, in the same kind.
  public let extensionMax: Int
  /// Its first day; nil for always.
  public let validFrom: Int32?
  /// Its last day; nil for ever.
  public let validTo: Int32?
  /// The clause it rests on.
  public let basis: String

  /// Makes a rule.
  public init(
    rule: String, clock: Clock, source: Source?, requestType: RequestType?, scheme: String?,
    code: String, condition: String?, phase: String?, urgency: Urgency?, amount: Int,
    kind: LimitKind, startEvent: String, firstDayCounted: Bool, rollLastDay: Bool,
    extensionMax: Int, validFrom: Int32?, validTo: Int32?, basis: String
  ) {
    self.rule = rule
    self.clock = clock
    self.source = source
    self.requestType = requestType
    self.scheme = scheme
    self.code = code
    self.condition = condition
    self.phase = phase
    self.urgency = urgency
    self.amount = amount
    self.kind = kind
    self.startEvent = startEvent
    self.firstDayCounted = firstDayCounted
    self.rollLastDay = rollLastDay
    self.extensionMax = extensionMax
    self.validFrom = validFrom
    self.validTo = validTo
    self.basis = basis
  }
}

/// The working calendar of a city: which days are worked, and between which hours.
///
/// `workdays.csv`: `date,is_workday,holiday_name,is_makeup_workday`, without gaps inside its range.
/// `workhours.csv`: `valid_from,valid_to,from,to`, several lines for the periods of one day.
public struct WorkCalendar: Equatable, Sendable {
  /// A period of a working day, in minutes after midnight.
  public struct Period: Equatable, Sendable {
    /// The first day it holds; nil for always.
    public let validFrom: Int32?
    /// The last day it holds; nil for ever.
    public let validTo: Int32?
    /// Its first minute.
    public let from: Int
    /// The minute after its last.
    public let to: Int
    /// Makes a period.
    public init(validFrom: Int32?, validTo: Int32?, from: Int, to: Int) {
      self.validFrom = validFrom
      self.validTo = validTo
      self.from = from
      self.to = to
    }
  }

  /// The first day of the calendar, days since 1970-01-01.
  public let firstDay: Int32
  /// For each day from the first on, whether it is worked.
  public let isWorkday: [Bool]
  /// For each day from the first on, the holiday's name, empty for none.
  public let holidayNames: [String]
  /// The periods of working days.
  public let periods: [Period]

  /// Makes a calendar.
  public init(firstDay: Int32, isWorkday: [Bool], holidayNames: [String], periods: [Period]) {
    self.firstDay = firstDay
    self.isWorkday = isWorkday
    self.holidayNames = holidayNames
    self.periods = periods
  }

  /// The last day of the calendar.
  public var lastDay: Int32 { firstDay + Int32(isWorkday.count) - 1 }
}

/// What may leave the vault.
///
/// Read from `releases.csv`: `rule,field,request_type,access,code,unit_kind,role,release,basis`;
/// the first line that holds wins, and a field without a line is masked. A 保密 flag always wins.
public struct ReleaseLine: Equatable, Sendable {
  /// The line's id.
  public let rule: String
  /// full_place, room, object_plate, object_account, object_name, object_phone, contact_name, contact_phone.
  public let field: String
  /// The request types it holds for; empty for all.
  public let requestTypes: [RequestType]
  /// The access it holds for; empty for all.
  public let access: [Access]
  /// A prefix of category codes; empty for all.
  public let code: String
  /// The levels of receiving units it holds for; empty for all.
  public let unitKinds: [UnitLevel]
  /// The roles it holds for; empty for all.
  public let roles: [Role]
  /// What happens.
  public let release: ReleaseRule
  /// The legal basis.
  public let basis: String

  /// Makes a line.
  public init(
    rule: String, field: String, requestTypes: [RequestType], access: [Access], code: String,
    unitKinds: [UnitLevel], roles: [Role], release: ReleaseRule, basis: String
  ) {
    self.rule = rule
    self.field = field
    self.requestTypes = requestTypes
    self.access = access
    self.code = code
    self.unitKinds = unitKinds
    self.roles = roles
    self.release = release
    self.basis = basis
  }
}
