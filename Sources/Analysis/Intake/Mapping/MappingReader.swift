internal import Bytes
internal import Complaints
internal import Tabular

/// Reads a mapping file and checks every key and word of it.
struct MappingReader {
  let root: ConfigurationValue
  let city: CityConfiguration
  /// Texts that mean no value, unless a column says otherwise.
  var nullWords: [String] = ["无", "/", "—", "-", "--", "不详", "待确认", "null", "NULL", "N/A"]

  init(path: String, bytes: [UInt8], city: CityConfiguration) throws(StorageError) {
    root = try ConfigurationValue.parse(bytes, path: path)
    self.city = city
  }

  func read() throws -> SourceMapping {
    try root.allow(keys: Self.keys)
    var reader = self
    if let words = try root.optional("null_words") { reader.nullWords = try words.strings }
    let times = try root.optional("times").map { try timeForms($0) } ?? TimeForm.usual
    let rules = try reader.rules(times: times)
    let coordinates = try readCoordinates()
    var constants = try readConstants()
    if let standard = try readStandard() {
      if constants[.scheme] != nil {
        throw standard.value.error(
          "\"standard\" and the constant \"source_category_scheme\" exclude each other")
      }
      constants[.scheme] = Array(standard.name.utf8)
    }
    let mapping = SourceMapping(
      platform: try readPlatform(), platformName: try root.required("platform_name").string,
      source: try root.required("source").choice(Source.self),
      dispatch: try root.required("dispatch").choice(DispatchMode.self),
      quarantineLimit: try root.optional("quarantine_limit")?.number(in: 0...1) ?? 0.02,
      delivery: try readDelivery(), filePatterns: try root.optional("files")?.strings ?? [],
      path: root.path, header: try readHeader(),
      unknownColumns: try root.optional("unknown_columns")?.choice(ColumnPolicy.self) ?? .warn,
      changedColumns: try root.optional("changed_columns")?.choice(ColumnPolicy.self) ?? .warn,
      ignored: Set((try root.optional("ignore")?.strings ?? []).map { HeaderName.key($0) }),
      fillDown: try (root.optional("fill_down")?.array ?? []).map { try reader.cell($0) },
      rules: rules, constants: constants, longitudes: coordinates.longitudes,
      latitudes: coordinates.latitudes,
      rowLength: try root.optional("row_length")?.choice(RowLength.self))
    try checkRequired(mapping)
    try checkPersonal(mapping)
    return mapping
  }

  static let keys = [
    "$schema", "platform", "platform_name", "source", "dispatch", "quarantine_limit", "delivery",
    "files", "header", "unknown_columns", "changed_columns", "ignore",
    "fill_down", "row_length", "null_words", "times",
    "coordinates", "constants", "columns",
  ]

  private func readPlatform() throws -> String {
    let value = try root.required("platform")
    let name = try value.string
    let isPlain = name.utf8.allSatisfy {
      (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
    }
    guard !name.isEmpty, isPlain else {
      throw value.error(
        "\"\(name)\" names a folder: only small letters, digits and dashes are allowed")
    }
    return name
  }

  private func readDelivery() throws -> ExpectedDelivery {
    guard let value = try root.optional("delivery") else { return ExpectedDelivery(days: .none) }
    try value.allow(keys: Self.deliveryKeys)
    return ExpectedDelivery(
      days: try value.required("expected").choice(ExpectedDelivery.Days.self),
      weekday: try value.optional("weekday")?.integer(in: 1...7) ?? 1,
      files: try value.optional("files")?.integer(in: 1...1000) ?? 1)
  }

  private func readHeader() throws -> HeaderRules {
    var rules = HeaderRules()
    guard let value = try root.optional("header") else { return rules }
    try value.allow(keys: Self.headerKeys)
    if let present = try value.optional("present") { rules.isPresent = try present.bool }
    if let within = try value.optional("within") { rules.within = try within.integer(in: 1...1000) }
    if let lenient = try value.optional("lenient") { rules.isLenient = try lenient.bool }
    if let values = try value.optional("values") {
      rules.values = try values.choice(ColumnPolicy.self)
    }
    if let totals = try value.optional("totals") {
      rules.totals = try totals.strings.map { Array($0.utf8) }
    }
    if let marks = try value.optional("marks") {
      rules.marks = try marks.strings.map { Array($0.utf8) }
    }
    return rules
  }

  private func readCoordinates() throws
    -> (longitudes: ClosedRange<Double>, latitudes: ClosedRange<Double>)
  {
    guard let value = try root.optional("coordinates") else { return (73...136, 3...54) }
    try value.allow(keys: ["longitude", "latitude"])
    func range(_ key: String) throws -> ClosedRange<Double> {
      let value = try value.required(key)
      let ends = try value.array.map { try $0.number }
      guard ends.count == 2, ends[0] < ends[1] else {
        throw value.error("two numbers are wanted, the smaller first")
      }
      return ends[0]...ends[1]
    }
    return (try range("longitude"), try range("latitude"))
  }

  private func readConstants() throws -> [Target: [UInt8]] {
    var constants: [Target: [UInt8]] = [:]
    guard let value = try root.optional("constants") else { return constants }
    try value.allow(keys: Self.constantTargets.map(\.name))
    for member in try value.members {
      guard let target = Target(name: member.key) else { continue }
      constants[target] = Array(try word(member.value, for: target).utf8)
    }
    return constants
  }

  static let deliveryKeys = ["expected", "weekday", "files"]
  static let headerKeys = ["present", "within", "lenient", "values", "totals", "marks"]

  static let constantTargets: [Target] = [
    .origin, .channel, .requestType, .disposition, .urgency, .status, .callerKind, .petitionKind,
    .petitionPath, .scheme, .district, .town, .sourceUnit,
  ]

  /// A word that a target accepts.
  func word(_ value: ConfigurationValue, for target: Target) throws -> String {
    switch target {
    case .origin: try value.choice(Origin.self).rawValue
    case .requestType: try value.choice(RequestType.self).rawValue
    case .disposition: try value.choice(Disposition.self).rawValue
    case .urgency: try value.choice(Urgency.self).rawValue
    case .status: try value.choice(RequestStatus.self).rawValue
    case .accused: try value.choice(AccusedKind.self).rawValue
    case .district, .town: try division(value)
    default: try value.string
    }
  }

  private func division(_ value: ConfigurationValue) throws -> String {
    let code = try value.string
    let codes =
      city.gazetteer.districts.map(\.code)
      + city.gazetteer.places.filter { $0.kind == "town" }.compactMap(\.townCode)
    guard codes.isEmpty || codes.contains(code) else {
      throw value.error(
        "\"\(code)\" is no division of the city\(NearestName.hint(code, in: codes))")
    }
    return code
  }

  func timeForms(_ value: ConfigurationValue) throws -> Set<TimeForm> {
    var forms: Set<TimeForm> = []
    for form in try value.array { forms.insert(try form.choice(TimeForm.self)) }
    guard !forms.isEmpty else { throw value.error("at least one form is wanted") }
    return forms
  }
}
