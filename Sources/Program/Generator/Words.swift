/// What somebody asks for.
enum RequestKind: UInt8, CaseIterable {
  case consultation, help, complaint, report, suggestion, praise, other

  /// The word in exports.
  var word: String {
    switch self {
    case .consultation: "咨询"
    case .help: "求助"
    case .complaint: "投诉"
    case .report: "举报"
    case .suggestion: "建议"
    case .praise: "表扬"
    case .other: "其他"
    }
  }

  /// The kind of a word.
  init(word: String) {
    self = Self.allCases.first { $0.word == word } ?? .other
  }

  /// The identifier in the truth.
  var identifier: String { "\(self)" }
}

/// How soon something must be looked at.
enum Urgency: UInt8 {
  case normal, elevated, urgent

  init(word: String) { self = word == "紧急" ? .urgent : word == "较急" ? .elevated : .normal }
}

/// What becomes of a request on arrival.
enum Handling: UInt8, CaseIterable {
  case direct, dispatch, transfer, emergency, guide, reject, urge, invalid, transit

  /// The identifier in the truth.
  var identifier: String { "\(self)" }
}

/// By which way a request came.
enum Channel: UInt8 {
  case phone, website, wechat, weibo, app, province, police
}

/// How a request belongs to its matter.
enum Kinship: UInt8 {
  case first, copy, samePerson, sameMatter

  /// The identifier in the truth.
  var identifier: String {
    switch self {
    case .first: "first"
    case .copy: "copy"
    case .samePerson: "same_person"
    case .sameMatter: "same_matter"
    }
  }
}
