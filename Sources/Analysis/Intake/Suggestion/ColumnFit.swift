internal import Complaints

/// How well a column's values go with what it might hold: 1 they speak for it, -1 against it.
struct ColumnFit {
  let column: ColumnSample
  let city: CityConfiguration?

  /// The fit of a meaning.
  func of(_ meaning: HeaderWords.Meaning) -> Double {
    if column.shape.meaning == 0 { return 0 }
    return switch meaning {
    case .target(let target): of(target)
    case .part(let part): of(part)
    case .unused: 0
    }
  }

  private func share(_ shape: ValueShape) -> Double { column.shape.share(shape) }

  /// The fit of a target.
  func of(_ target: Target) -> Double {
    if column.shape.meaning == 0 { return 0 }
    switch target {
    case .sourceRecordID: return recordID
    case .sourceMatterID, .relatedRecordIDs, .gridCode, .objectCode:
      return share(.recordID) + share(.integer) >= 0.5 ? 1 : share(.longText) > 0.2 ? -1 : -0.5
    case .name, .otherName: return name
    case .phone, .otherPhone:
      let numbers = share(.phone) + share(.rounded)
      return numbers >= 0.6 ? 1 : numbers >= 0.2 ? 0 : -1
    case .idNumber: return share(.idNumber) >= 0.5 ? 1 : share(.recordID) >= 0.5 ? 0 : -1
    case .email: return share(.email) >= 0.5 ? 1 : -1
    case .plate: return share(.plate) >= 0.5 ? 1 : -1
    case .longitude: return coordinate(.longitude)
    case .latitude: return coordinate(.latitude)
    case .headcount: return share(.integer) >= 0.5 ? 0.5 : number
    case .urgeCount: return number
    case .title: return text(isLong: false)
    case .content: return text(isLong: true)
    case .placeText, .address, .room: return isSingleKind ? -1 : share(.shortText) > 0.5 ? 0.5 : 0
    case .requestType, .urgency, .status, .disposition: return words(target)
    case .access: return flag
    case .district, .town: return division
    case .channel, .callerKind, .petitionKind, .petitionPath, .scheme:
      return column.isList && !isSingleKind ? 0.5 : -1
    case .sourceUnit, .accused: return unit
    case .sourceCategory, .categoryFinal: return category
    case .receivedAt, .sourceDueAt, .acceptedAt, .repliedAt, .closedAt: return time
    case .dispositionReason: return isSingleKind ? -1 : 0
    case .origin: return 0
    }
  }

  private func of(_ part: HeaderWords.Part) -> Double {
    switch part {
    case .categoryKind:
      let known = column.share { ["部件", "事件", "事项"].contains($0) }
      return known >= 0.8 ? 1 : -1
    case .majorCode, .minorCode, .categoryCode:
      return share(.code) + share(.recordID) >= 0.6 ? 1 : -0.5
    case .majorName, .minorName, .categoryName: return category
    case .community: return isSingleKind ? -1 : 0.5
    }
  }

  /// Whether nearly all values are times, phones or numbers with a point.
  private var isSingleKind: Bool {
    share(.phone) > 0.8 || share(.decimal) > 0.8 || share(.idNumber) > 0.8
      || (share(.time) > 0.8 && share(.recordID) < 0.8)
  }

  private var recordID: Double {
    let ids = max(share(.recordID), share(.integer), share(.code))
    if share(.phone) > 0.8 || share(.decimal) > 0.8 || share(.idNumber) > 0.8 { return -1 }
    // A column of times has blanks or signs between its numbers.
    if share(.time) > 0.8, share(.integer) < 0.5 { return -1 }
    if column.shape.filled < column.shape.cells * 9 / 10 { return -1 }
    if ids < 0.7 { return column.distinctShare > 0.95 && share(.longText) == 0 ? 0 : -1 }
    if column.distinctShare >= 0.9 { return 1 }
    return column.distinctShare >= 0.5 ? 0.3 : -1
  }

  private var name: Double {
    if isSingleKind || share(.longText) > 0.1 { return -1 }
    return share(.name) >= 0.5 ? 1 : 0
  }

  private func coordinate(_ shape: ValueShape) -> Double {
    share(shape) >= 0.7 ? 1 : share(.decimal) >= 0.7 ? -0.5 : -1
  }

  private var number: Double {
    if isSingleKind || share(.longText) > 0.1 { return -1 }
    return column.shape.longest <= 20 ? 0.3 : -1
  }

  private func text(isLong: Bool) -> Double {
    if isSingleKind || share(.integer) > 0.5 { return -1 }
    let words = share(.shortText) + share(.longText)
    if words < 0.5 { return -1 }
    if isLong {
      return share(.longText) + share(.html) >= 0.3 ? 1 : column.distinctShare > 0.3 ? 0.3 : -0.5
    }
    return share(.shortText) >= 0.5 && column.distinctShare > 0.2 ? 1 : 0
  }

  private func words(_ target: Target) -> Double {
    guard column.isList else { return -1 }
    let known = column.share { VocabularyWords.word($0, for: target) != nil }
    if known >= 0.6 { return 1 }
    return known >= 0.2 ? 0.3 : isSingleKind ? -1 : -0.3
  }

  private var flag: Double {
    let known = column.share { VocabularyWords.flag($0, header: column.name) != nil }
    return known >= 0.8 ? 1 : -1
  }

  private var division: Double {
    if isSingleKind || share(.longText) > 0.1 { return -1 }
    if share(.division) >= 0.5 { return 1 }
    if share(.integer) > 0.5 { return -0.5 }
    return column.isList ? 0.2 : -1
  }

  private var unit: Double {
    if isSingleKind || share(.longText) > 0.2 { return -1 }
    return share(.unit) >= 0.4 ? 1 : share(.integer) > 0.5 ? -1 : 0
  }

  private var category: Double {
    if isSingleKind || share(.longText) > 0.2 { return -1 }
    return column.isList || column.distinctShare < 0.7 ? 0.5 : 0
  }

  private var time: Double {
    let times = share(.time)
    // Numbers without a sign may be times or ids: the name decides.
    if times >= 0.8 { return share(.integer) > 0.8 ? 0.5 : 1 }
    return times >= 0.3 ? 0 : -1
  }
}
