/// How little a cell suits a target.
enum Misfit: Equatable, Sendable {
  /// It may be one of its values.
  case none
  /// It is none that the target knows, but a careless hand may have written it.
  case doubtful
  /// It is plainly something else.
  case foreign
}

extension Target {
  /// How little a cell of some kind suits the target.
  ///
  /// - Parameters:
  ///   - kind: What the cell looks like.
  ///   - namesVary: Whether the column's words that look like names are many different ones.
  func misfit(_ kind: ColumnProfile.Kind, namesVary: Bool) -> Misfit {
    let shape = kind.shape
    func has(_ shapes: ValueShape) -> Bool { !shape.isDisjoint(with: shapes) }
    // 20180705 is a number too; 2018-07-05 is nothing but a time.
    let isTime = has(.time) && !has([.integer, .decimal])
    let isName = has(.name) && namesVary
    let isPersonal = has([.phone, .idNumber, .email])
    switch self {
    case .sourceRecordID, .sourceMatterID, .relatedRecordIDs:
      if isTime || isName || has([.longText, .email]) { return .foreign }
      if has([.recordID, .code, .integer, .rounded]) { return .none }
      guard self == .sourceRecordID else { return .none }
      return !kind.hasDigit || has(.decimal) ? .foreign : .none
    case .receivedAt: return has([.time, .rounded]) ? .none : .foreign
    case .sourceDueAt, .acceptedAt, .repliedAt, .closedAt:
      if has([.time, .rounded]) { return .none }
      if isPersonal || isName || has([.longText, .integer, .decimal, .recordID]) {
        return .foreign
      }
      return has(.word) ? .doubtful : .none
    case .phone, .otherPhone:
      if has(.phone) { return .none }
      return isTime || isName || has([.longText, .email, .idNumber]) ? .foreign : .none
    case .idNumber:
      if has(.idNumber) { return .none }
      return isTime || isName || has([.longText, .phone]) ? .foreign : .none
    case .name, .otherName:
      if isTime || isPersonal || has([.decimal, .longText]) { return .foreign }
      // Some systems write a staff number for a name.
      return has(.integer) ? .doubtful : .none
    case .address, .room, .placeText:
      return isTime || isPersonal || has(.decimal) ? .foreign : .none
    case .title, .content, .dispositionReason:
      return has(.time) || isPersonal || has([.integer, .decimal]) ? .foreign : .none
    case .longitude, .latitude:
      if has([.integer, .decimal, .rounded]), !has([.phone, .idNumber]) { return .none }
      return isTime || isPersonal || isName || has(.longText) ? .foreign : .doubtful
    case .headcount, .urgeCount:
      if isTime || isPersonal || has(.longText) { return .foreign }
      return kind.hasDigit ? .none : .doubtful
    case .email:
      if has(.email) { return .none }
      return isTime || isName || has([.phone, .longText]) ? .foreign : .none
    case .plate: return isTime || has([.phone, .longText]) ? .foreign : .none
    case .channel, .sourceCategory, .categoryFinal, .sourceUnit, .accused:
      return isTime || isPersonal ? .foreign : .none
    case .origin, .requestType, .disposition, .urgency, .status, .access, .callerKind,
      .petitionKind, .petitionPath, .scheme, .gridCode, .objectCode, .district, .town:
      return isTime || isPersonal || isName || has(.longText) ? .foreign : .none
    }
  }

  /// What a column of the target shows, where it shows anything that others do not.
  var proof: ValueShape? {
    switch kind {
    case .time: .time
    default:
      switch self {
      case .phone, .otherPhone: .phone
      case .idNumber: .idNumber
      case .longitude: .longitude
      case .latitude: .latitude
      case .email: .email
      case .plate: .plate
      case .sourceRecordID: .recordID
      case .content: .longText
      default: nil
      }
    }
  }

  /// What the target wants, in words.
  var wanted: String {
    switch kind {
    case .time: "times"
    case .integer, .decimal: "numbers"
    case .word, .flag: "words of a list"
    case .division: "names or codes of divisions"
    case .text where self == .sourceRecordID || self == .sourceMatterID: "record ids"
    case .list: "record ids"
    case .text: "codes"
    case .masked: "texts"
    case .personal:
      switch self {
      case .phone, .otherPhone: "phone numbers"
      case .idNumber: "identity numbers"
      case .name, .otherName: "names"
      case .email: "e-mail addresses"
      case .plate: "licence plates"
      default: "addresses"
      }
    }
  }
}
