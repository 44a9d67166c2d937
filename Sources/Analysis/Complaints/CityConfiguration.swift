/// Everything that names a city, validated as a whole: codes used in one file exist in the others.
public struct CityConfiguration: Sendable {
  /// The city's name, as reports print it.
  public let name: String
  /// The classes of requests.
  public let taxonomy: Taxonomy
  /// Codes of the sources' own taxonomies, and the leaves they stand for.
  public let crosswalk: [CrosswalkLine]
  /// Keyword rules for classes, and words by which a text accuses (`accuse:office`).
  public let lexicon: [LexiconRule]
  /// Rules for request types, risks, urgencies, scope and parts.
  public let signals: [SignalRule]
  /// The responsible units.
  public let units: UnitRegister
  /// The responsibility list.
  public let responsibilities: [ResponsibilityRule]
  /// The gazetteer.
  public let gazetteer: Gazetteer
  /// The time limits.
  public let limits: [LimitRule]
  /// The working calendar.
  public let calendar: WorkCalendar
  /// What may leave the vault.
  public let releases: [ReleaseLine]
  /// Days after which a class of data is forgotten, by class; from `retention.csv`: `data,days,basis`.
  public let retentionDays: [String: Int]
  /// SHA-256 of each file read, by its name, for the ledger.
  public let fileHashes: [String: String]

  /// Makes a configuration of its validated parts.
  public init(
    name: String, taxonomy: Taxonomy, crosswalk: [CrosswalkLine],
    lexicon: [LexiconRule], signals: [SignalRule] = [], units: UnitRegister,
    responsibilities: [ResponsibilityRule], gazetteer: Gazetteer, limits: [LimitRule],
    calendar: WorkCalendar, releases: [ReleaseLine], retentionDays: [String: Int],
    fileHashes: [String: String]
  ) {
    self.name = name
    self.taxonomy = taxonomy
    self.crosswalk = crosswalk
    self.lexicon = lexicon
    self.signals = signals
    self.units = units
    self.responsibilities = responsibilities
    self.gazetteer = gazetteer
    self.limits = limits
    self.calendar = calendar
    self.releases = releases
    self.retentionDays = retentionDays
    self.fileHashes = fileHashes
  }
}
