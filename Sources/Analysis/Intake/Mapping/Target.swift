/// What a column of a source may become; mappings name it by its raw value.
enum Target: String, CaseIterable, Sendable {
  // Keys.
  case sourceRecordID = "source_record_id"
  case sourceMatterID = "source_matter_id"
  case relatedRecordIDs = "related_record_ids"
  // Texts that may name persons and are masked.
  case title, content
  case placeText = "place_text"
  case dispositionReason = "disposition_reason"
  case channel
  case sourceCategory = "source_category"
  case categoryFinal = "category_final"
  case sourceUnit = "source_unit"
  // Words of the vocabulary, by a map.
  case origin
  case requestType = "request_type"
  case disposition, urgency, status
  case access = "confidential"
  // Words of open lists.
  case callerKind = "caller_kind"
  case petitionKind = "petition_kind"
  case petitionPath = "petition_path"
  case scheme = "source_category_scheme"
  case gridCode = "grid_code"
  case objectCode = "object_code"
  case accused
  case district, town
  // Times.
  case receivedAt = "received_at"
  case sourceDueAt = "source_due_at"
  case acceptedAt = "accepted_at"
  case repliedAt = "replied_at"
  case closedAt = "closed_at"
  // Numbers.
  case longitude, latitude, headcount
  case urgeCount = "urge_count"
  // Persons: they go to the vault, and are searched in the texts.
  case name, phone
  case idNumber = "id_number"
  case address
  // Only searched in the texts.
  case room, plate, email
  case otherName = "other_name"
  case otherPhone = "other_phone"

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
      .categoryFinal, .sourceUnit:
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
  var index: Int { Self.positions[self] ?? 0 }

  private static let positions = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

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
