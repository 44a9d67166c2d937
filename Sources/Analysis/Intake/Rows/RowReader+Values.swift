internal import Complaints

extension RowReader {
  /// Turns a target's cleaned text into its value.
  mutating func convert(_ shared: SharedRule, _ target: Int) {
    switch shared.rule.target.kind {
    case .word: word(shared, target)
    case .flag: flag(shared, target)
    case .time: time(shared, target)
    case .integer: integer(target)
    case .decimal: decimal(target)
    case .division: division(shared, target)
    case .personal:
      takePart(shared, target)
      personal(shared.rule.target, target)
    case .text, .masked:
      takePart(shared, target)
      mapText(shared, target)
      if shared.rule.target == .accused { accused(target) }
      if shared.rule.target == .sourceRecordID { mendRecordID(shared.rule, target) }
    case .list: break
    }
  }

  private func find(_ target: Int, in map: ByteMap) -> Int? {
    let bytes = row.bytes
    return map[bytes.span.extracting(row.range(target))]
  }

  private func find(_ word: [UInt8], _ range: Range<Int>) -> Int? {
    let bytes = row.bytes
    return UTF8Text.find(word, in: bytes.span.extracting(range))
  }

  private func isScientific(_ target: Int) -> Bool {
    let bytes = row.bytes
    return SpreadsheetNumber.isScientific(bytes.span.extracting(row.range(target)))
  }

  private func time(_ reader: TimeReader, _ target: Int) -> Int64? {
    let bytes = row.bytes
    return reader.read(bytes.span.extracting(row.range(target)))
  }

  /// Whether a time was written as a spreadsheet's days: five digits, and perhaps a fraction.
  private func isSerial(_ target: Int) -> Bool {
    let range = row.range(target)
    return range.count == 5
      || range.count > 5 && row.bytes[range.lowerBound + 5] == UInt8(ascii: ".")
  }

  private func isImpossible(_ reader: TimeReader, _ target: Int) -> Bool {
    let bytes = row.bytes
    return reader.isImpossible(bytes.span.extracting(row.range(target)))
  }

  private func decimalValue(_ target: Int) -> Double? {
    let bytes = row.bytes
    return Self.decimal(bytes.span.extracting(row.range(target)))
  }

  private func districtCode(_ target: Int) -> [UInt8]? {
    let bytes = row.bytes
    return self.shared.plan.divisions.district(bytes.span.extracting(row.range(target)))
  }

  private func accusedKind(_ target: Int) -> AccusedKind? {
    let bytes = row.bytes
    let range = row.range(target)
    return AccusedKind(rawValue: String(decoding: bytes[range], as: UTF8.self))
      ?? AccusedKind.recognise(bytes.span.extracting(range))
  }

  private mutating func word(_ shared: SharedRule, _ target: Int) {
    guard row.hasText(target) else {
      if let word = shared.rule.emptyWord { row.setText(target, shared.rule.words[word]) }
      return
    }
    if let word = find(target, in: shared.rule.map) ?? shared.rule.defaultWord {
      row.setText(target, shared.rule.words[word])
    } else {
      row.clearText(target)
      refusal = (
        "unknown-\(shared.rule.target.reason)",
        "\(shared.rule.target.name) holds a word that the mapping does not know"
      )
    }
  }

  /// Texts of open lists: a map may rename them.
  private mutating func mapText(_ shared: SharedRule, _ target: Int) {
    guard !shared.rule.words.isEmpty, row.hasText(target) else { return }
    if let word = find(target, in: shared.rule.map) ?? shared.rule.defaultWord {
      row.setText(target, shared.rule.words[word])
    }
  }

  /// What is neither yes nor no counts as yes: a request is rather kept too close than given away.
  private mutating func flag(_ shared: SharedRule, _ target: Int) {
    guard row.hasText(target) else { return }
    let isYes = find(target, in: shared.rule.yes) != nil
    let isNo = find(target, in: shared.rule.no) != nil
    row.clearText(target)
    if !isYes, !isNo { marks.append(.unknownFlag) }
    row.setNumber(target, isNo ? 0 : 1)
  }

  private mutating func time(_ shared: SharedRule, _ target: Int) {
    guard row.hasText(target) else { return }
    if let value = time(shared.rule.times, target) {
      if isSerial(target) { marks.append(.serialTime) }
      row.clearText(target)
      return row.setNumber(target, value)
    }
    let isImpossible = isImpossible(shared.rule.times, target)
    row.clearText(target)
    if isImpossible {
      refusal = (
        "impossible-\(shared.rule.target.reason)",
        "\(shared.rule.target.name) names a day or an hour that never was"
      )
    } else if shared.rule.isRequired {
      refusal = (
        "bad-\(shared.rule.target.reason)",
        "\(shared.rule.target.name) is no time in a form allowed here"
      )
    } else {
      marks.append(.badTime)
    }
  }

  /// The first whole number in a text: 「催办2次」, `3.0`.
  private mutating func integer(_ target: Int) {
    guard row.hasText(target) else { return }
    let all = row.bytes
    let bytes = all.span.extracting(row.range(target))
    var index = 0
    while index < bytes.count, bytes[index] &- 0x30 > 9 { index &+= 1 }
    var value: Int64 = 0
    let start = index
    while index < bytes.count, bytes[index] &- 0x30 <= 9, value <= 100_000_000 {
      value = value &* 10 &+ Int64(bytes[index] &- 0x30)
      index &+= 1
    }
    row.clearText(target)
    if index > start, value <= 1_000_000_000 {
      row.setNumber(target, value)
    } else {
      marks.append(.badNumber)
    }
  }

  private mutating func decimal(_ target: Int) {
    guard row.hasText(target) else { return }
    let value = decimalValue(target)
    row.clearText(target)
    if let value {
      row.setNumber(target, Int64(bitPattern: value.bitPattern))
    } else {
      marks.append(.badNumber)
    }
  }

  /// Digits with at most one point; exact up to fifteen digits.
  static func decimal(_ bytes: Span<UInt8>) -> Double? {
    var digits: Int64 = 0
    var count = 0
    var scale = 1.0
    var hasPoint = false
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if byte &- 0x30 <= 9 {
        if count < 17 {
          digits = digits &* 10 &+ Int64(byte &- 0x30)
          if hasPoint { scale *= 10 }
          if digits > 0 { count &+= 1 }
        } else if !hasPoint {
          return nil
        }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if !(byte == UInt8(ascii: "-") && index == 0) {
        return nil
      }
    }
    guard bytes.count > 0, bytes.count > (hasPoint ? 1 : 0) else { return nil }
    let value = Double(digits) / scale
    return bytes[0] == UInt8(ascii: "-") ? -value : value
  }

  /// A district becomes its code at once; a town waits until its district is known.
  private mutating func division(_ shared: SharedRule, _ target: Int) {
    takePart(shared, target)
    mapText(shared, target)
    guard shared.rule.target == .district, row.hasText(target) else { return }
    if let code = districtCode(target) {
      row.setText(target, code)
    } else {
      row.clearText(target)
      marks.append(.unknownDivision)
    }
  }

  private mutating func accused(_ target: Int) {
    guard row.hasText(target) else { return }
    let range = row.range(target)
    if let unit = find(target, in: self.shared.plan.units) {
      row.setNumber(target, Int64(unit))
      row.setText(target, Array(AccusedKind.unit.rawValue.utf8))
      return
    }
    let kind = accusedKind(target)
    if kind == .person || kind == .staff, !row.hasText(Target.otherName.index) {
      row.setText(Target.otherName.index, range)
    }
    if let kind {
      row.setText(target, Array(kind.rawValue.utf8))
    } else {
      row.clearText(target)
    }
  }

  private mutating func personal(_ target: Target, _ index: Int) {
    guard row.hasText(index) else { return }
    scratch.removeAll(keepingCapacity: true)
    switch target {
    case .phone, .otherPhone:
      let bytes = row.bytes
      switch PhoneNumber.append(bytes.span.extracting(row.range(index)), to: &scratch) {
      case .numbers: break
      case .mended: marks.append(.mendedPhone)
      case .damaged: marks.append(.damagedPhone)
      case .none: marks.append(.badPhone)
      }
      if scratch.isEmpty { row.clearText(index) } else { row.setText(index, scratch) }
    case .idNumber:
      if isScientific(index) {
        marks.append(.damagedIDNumber)
        row.clearText(index)
        return
      }
      let bytes = row.bytes
      let reading = IDNumber.append(bytes.span.extracting(row.range(index)), to: &scratch)
      let isRounded = IDNumber.isRounded(scratch.span)
      if isRounded {
        marks.append(.damagedIDNumber)
      } else if reading != .valid {
        marks.append(.badIDNumber)
      }
      row.setText(index, scratch)
      row.setNumber(index, reading == .valid && !isRounded ? 1 : 0)
    default: break
    }
  }

  /// One piece of a text that is cut at a sign.
  private mutating func takePart(_ shared: SharedRule, _ target: Int) {
    guard let part = shared.rule.part, !shared.rule.split.isEmpty, row.hasText(target) else {
      return
    }
    var range = row.range(target)
    for index in 0...part {
      let cut = find(shared.rule.split, range)
      if index == part {
        let end = cut.map { range.lowerBound + $0 } ?? range.upperBound
        row.setText(target, range.lowerBound..<end)
        return
      }
      guard let cut else {
        row.clearText(target)
        return
      }
      range = (range.lowerBound + cut + shared.rule.split.count)..<range.upperBound
    }
  }
}

extension Target {
  /// The target in reasons of rejects.
  var reason: String { name.split(separator: "_").joined(separator: "-") }
}
