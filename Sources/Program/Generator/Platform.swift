/// An exporting system.
package enum Platform: UInt8, Sendable, CaseIterable {
  /// 泰州市12345, for the urban districts and whoever calls it.
  case taizhou
  /// 靖江市12345.
  case jingjiang
  /// 泰兴市12345.
  case taixing
  /// 兴化市12345.
  case xinghua
  /// 书记市长信箱.
  case mailbox
  /// 阳光信访.
  case petition
  /// 数字城管.
  case urbanManagement
  /// 城建热线.
  case urbanConstruction
  /// 靖江市长信箱.
  case jingjiangMailbox

  /// The name of its folder in an inbox.
  package var folder: String {
    switch self {
    case .taizhou: "12345-taizhou"
    case .jingjiang: "12345-jingjiang"
    case .taixing: "12345-taixing"
    case .xinghua: "12345-xinghua"
    case .mailbox: "mailbox"
    case .petition: "petition"
    case .urbanManagement: "urban-management"
    case .urbanConstruction: "urban-construction"
    case .jingjiangMailbox: "mailbox-jingjiang"
    }
  }

  /// Its share of all requests; the hotlines share what the others leave as 40.5 : 37.5 : 16.7 : 5.3.
  package var share: Double {
    let hotlines = 1 - 0.006 - 0.004 - 0.015 - 0.15 - 0.03
    return switch self {
    case .taizhou: 0.405 * hotlines
    case .jingjiang: 0.375 * hotlines
    case .taixing: 0.167 * hotlines
    case .xinghua: 0.053 * hotlines
    case .mailbox: 0.006
    case .petition: 0.015
    case .urbanManagement: 0.15
    case .urbanConstruction: 0.03
    case .jingjiangMailbox: 0.004
    }
  }

  /// Whether it is one of the four 12345 platforms.
  package var isHotline: Bool { rawValue <= Self.xinghua.rawValue }

  /// The mailbox that its people write to.
  var mailbox: Platform { self == .jingjiang ? .jingjiangMailbox : .mailbox }

  /// Whether people write letters to it.
  var isMailbox: Bool { self == .mailbox || self == .jingjiangMailbox }

  /// Which of a leaf's weights counts for it.
  var weightIndex: Int { isHotline ? 0 : isMailbox ? 1 : Int(rawValue) - 3 }

  /// The place its people are from, by district.
  var districtWeights: [Double] {
    switch self {
    case .taizhou: [0.5, 0.25, 0.2, 0.018, 0.016, 0.016]
    case .jingjiang: [0, 0, 0, 0, 1, 0]
    case .taixing: [0, 0, 0, 0, 0, 1]
    case .xinghua: [0, 0, 0, 1, 0, 0]
    case .mailbox: [0.3, 0.15, 0.15, 0.15, 0.13, 0.12]
    case .petition: [0.2, 0.12, 0.14, 0.22, 0.14, 0.18]
    case .urbanManagement: [0.35, 0.15, 0.15, 0.08, 0.15, 0.12]
    case .urbanConstruction: [0.5, 0.25, 0.25, 0, 0, 0]
    case .jingjiangMailbox: [0, 0, 0, 0, 1, 0]
    }
  }

  /// The number of a record, from its day and its place among that day's.
  func recordID(day: Int32, serial: Int32) -> String {
    let number = Int(serial)
    return switch self {
    case .taizhou: "TZ\(Stamp.compactDay(day, years: 2))\(Stamp.padded(number, 6))"
    case .jingjiang: "\(Stamp.compactDay(day))\(Stamp.padded(number, 6))"
    case .taixing: "TX-\(Stamp.compactDay(day))-\(Stamp.padded(number, 5))"
    case .xinghua: "XH\(Stamp.compactDay(day, years: 2))\(Stamp.padded(number, 5))"
    case .mailbox: "XJ\(Stamp.compactDay(day))\(Stamp.padded(number, 4))"
    case .petition: "XF\(Stamp.compactDay(day))\(Stamp.padded(number, 5))"
    case .urbanManagement: "ZC\(Stamp.compactDay(day))\(Stamp.padded(number, 6))"
    case .urbanConstruction: "CJ\(Stamp.compactDay(day))\(Stamp.padded(number, 5))"
    case .jingjiangMailbox: "\(Stamp.compactDay(day, years: 2))\(Stamp.padded(number, 4))"
    }
  }
}
