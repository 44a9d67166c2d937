/// What a request is going to be; its texts and fields follow from it, at any time and on any core.
struct RequestPlan {
  /// What may be out of the ordinary about a request.
  struct Traits: OptionSet {
    let rawValue: UInt32

    /// The text does not say what it is about.
    static let doubtful = Traits(rawValue: 1 << 0)
    /// It accuses a unit.
    static let accuses = Traits(rawValue: 1 << 1)
    /// The caller wants to stay unknown.
    static let confidential = Traits(rawValue: 1 << 2)
    /// The first unit sends it back.
    static let returned = Traits(rawValue: 1 << 3)
    /// The unit asks for more time.
    static let extended = Traits(rawValue: 1 << 4)
    /// The caller is not content.
    static let discontent = Traits(rawValue: 1 << 5)
    /// Nobody answers when called back.
    static let unreachable = Traits(rawValue: 1 << 6)
    /// It asks after an earlier request.
    static let urges = Traits(rawValue: 1 << 7)
    /// Nobody spoke.
    static let silent = Traits(rawValue: 1 << 8)
    /// A second matter stands in the same text.
    static let double = Traits(rawValue: 1 << 9)
    /// The text asks rather than tells.
    static let asks = Traits(rawValue: 1 << 10)
    /// An inspector found it.
    static let inspected = Traits(rawValue: 1 << 11)
    /// Another platform handed it over.
    static let handedOver = Traits(rawValue: 1 << 12)
    /// The earlier number is missing from it.
    static let numberLost = Traits(rawValue: 1 << 13)
    /// Somebody calls who has to do with a firm.
    static let enterprise = Traits(rawValue: 1 << 14)
  }

  /// What the record's own fields follow from.
  var seed: UInt64
  /// What its text follows from; a copy has its original's.
  var textSeed: UInt64
  /// What the matter's facts follow from.
  var matterSeed: UInt64
  var matter: Int32
  var day: Int32
  /// Seconds since midnight.
  var second: Int32
  var serial: Int32
  var platform: Platform
  var leaf: Int16
  var fold: Fold
  var kinship: Kinship
  var kind: RequestKind
  var handling: Handling
  var channel: Channel
  /// Who calls; negative for inspectors.
  var person: Int32
  var site: Site
  var traits: Traits
  /// Days until a unit sends it back, 0 for never.
  var returnedAfter: Int16
  /// Days until it is closed, negative for never.
  var closedAfter: Int16
  var earlier: RecordReference?

  /// The record itself.
  var reference: RecordReference {
    RecordReference(platform: platform, day: day, serial: serial)
  }
}
