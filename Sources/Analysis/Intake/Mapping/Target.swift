/// What a column of a source may become; mappings name it by its `name`.
enum Target: Int, CaseIterable, Sendable {
  // Keys.
  case sourceRecordID
  case sourceMatterID
  case relatedRecordIDs
  // Texts that may name persons and are masked.
  case title, content
  case placeText
  case dispositionReason
  case channel
  case sourceCategory
  case categoryFinal
  case sourceUnit
  // Words of the vocabulary, by a map.
  case origin
  case requestType
  case disposition, urgency, status
  case access
  // Words of open lists.
  case callerKind
  case petitionKind
  case petitionPath
  case scheme
  case gridCode
  case objectCode
  case accused
  case district, town
  // Times.
  case receivedAt
  case sourceDueAt
  case acceptedAt
  case repliedAt
  case closedAt
  // Numbers.
  case longitude, latitude, headcount
  case urgeCount
  // Persons: they go to the vault, and are searched in the texts.
  case name, phone
  case idNumber
  case address
  // Only searched in the texts.
  case room, plate, email
  case otherName
  case otherPhone

  /// How a cell is read.
  enum Kind: Sendable {
    /// Cleaned text.
    case text
    /// Cleaned text, masked before it is stored.
    case masked
    /// A list of texts.
    case list
    /// A word by a map.
    case word
    /// Yes or no.
    case flag
    /// A division's name or code.
    case division
    /// A point in time.
    case time
    /// A whole number.
    case integer
    /// A number.
    case decimal
    /// A person's datum.
    case personal
  }

  /// How its cells are read.
  var kind: Kind {
    switch self {
    case .title, .content, .placeText, .dispositionReason, .channel, .sourceCategory,
      .categoryFinal, .sourceUnit, .callerKind, .petitionKind, .petitionPath:
      .masked
    case .relatedRecordIDs: .list
    case .origin, .requestType, .disposition, .urgency, .status: .word
    case .access: .flag
    case .district, .town: .division
    case .receivedAt, .sourceDueAt, .acceptedAt, .repliedAt, .closedAt: .time
    case .headcount, .urgeCount: .integer
    case .longitude, .latitude: .decimal
    case .name, .phone, .idNumber, .address, .room, .plate, .email, .otherName, .otherPhone:
      .personal
    default: .text
    }
  }

  /// Its position in arrays with one element for each target.
  var index: Int { rawValue }

  /// Its name in mappings; most are names of columns of the lake.
  var name: String { Self.names[rawValue] }

  /// The target of a name.
  init?(name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: index)
  }

  /// The names of all targets, in their order.
  static let names = [
    "source_record_id", "source_matter_id", "related_record_ids", "title", "content", "place_text",
    "disposition_reason", "channel", "source_category", "category_final", "source_unit", "origin",
    "request_type", "disposition", "urgency", "status", "confidential", "caller_kind",
    "petition_kind", "petition_path", "source_category_scheme", "grid_code", "object_code",
    "accused", "district", "town", "received_at", "source_due_at", "accepted_at", "replied_at",
    "closed_at", "longitude", "latitude", "headcount", "urge_count", "name", "phone", "id_number",
    "address", "room", "plate", "email", "other_name", "other_phone",
  ]

  /// Whether a value of it belongs to `request_states` rather than `requests`.
  var isState: Bool {
    switch self {
    case .status, .sourceUnit, .sourceDueAt, .acceptedAt, .repliedAt, .closedAt, .categoryFinal,
      .urgeCount:
      true
    default: false
    }
  }
}
