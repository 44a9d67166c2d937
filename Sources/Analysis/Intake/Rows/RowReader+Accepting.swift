internal import Columns
internal import Complaints

extension RowReader {
  /// Masks an accepted row and hands it to the builder.
  mutating func accept(line: Int32) {
    let recordID = String(
      decoding: row.bytes[row.range(Target.sourceRecordID.index)], as: UTF8.self)
    let received = row.number(Target.receivedAt.index) ?? 0
    let day = CivilTime.day(of: received)
    let requestID = shared.requestID(day, shared.plan.mapping.platform, recordID)
    collectOwn()
    readSignature()
    builder.keys.append(key())
    builder.contentHashes.append(hash(states: false))
    builder.stateHashes.append(hash(states: true))
    builder.requestIDs.append(requestID)
    builder.fileRows.append(line)
    builder.days.append(day)
    let bytes = row.bytes
    for target in shared.plan.stored { store(target, bytes.span) }
    builder.addIdentity(row)
  }

  private mutating func store(_ target: Target, _ bytes: Span<UInt8>) {
    let index = target.index
    switch target.kind {
    case .text, .word, .division:
      builder.add(text: bytes.extracting(row.range(index)), target)
      if target == .accused { builder.add(unit: accusedUnit()) }
    case .masked: mask(target, bytes.extracting(row.range(index)))
    case .list: builder.add(list: list(target))
    case .flag, .time, .integer, .decimal: builder.add(number: row.number(index), target)
    case .personal: break
    }
  }

  private func accusedUnit() -> [UInt8]? {
    row.number(Target.accused.index).map { shared.plan.unitCodes[Int($0)] }
  }

  /// Masks a text and notes what was taken out.
  private mutating func mask(_ target: Target, _ text: Span<UInt8>) {
    guard text.count > 0, needsMask(target, text) else {
      builder.add(text: text, target)
      return
    }
    let isOpen = target.namesPersons
    if !isOpen, harmless.contains(text) { return builder.add(text: text, target) }
    masker.scan(text, own: own, findsNames: isOpen)
    if masker.ranges.isEmpty {
      if !isOpen, !masker.readsOwnNumbers { harmless.insert(text) }
      return builder.add(text: text, target)
    }
    scratch.removeAll(keepingCapacity: true)
    masker.append(text, to: &scratch)
    let masked = scratch
    builder.add(text: masked.span, target)
    for range in masker.ranges {
      builder.add(
        span: text.extracting(range.start..<range.end), target, range.start)
    }
  }

  /// Codes of classes are digits, and no phones.
  private func needsMask(_ target: Target, _ text: Span<UInt8>) -> Bool {
    if target.namesPersons || text.count > 10 { return true }
    for index in 0..<text.count where text[index] >= 0x80 { return true }
    return false
  }

  /// What the row says about its person.
  private mutating func collectOwn() {
    let bytes = row.bytes
    own.clear()
    for target in [Target.name, .otherName] where row.hasText(target.index) {
      own.add(name: bytes.span.extracting(row.range(target.index)))
    }
    for target in [Target.phone, .otherPhone] where row.hasText(target.index) {
      own.add(numbers: bytes.span.extracting(row.range(target.index)), as: .phone)
    }
    if row.hasText(Target.idNumber.index) {
      own.add(number: bytes.span.extracting(row.range(Target.idNumber.index)), as: .idNumber)
      if row.range(Target.idNumber.index).count >= 6 {
        own.add(text: bytes.span.extracting(row.range(Target.idNumber.index)), as: .idNumber)
      }
    }
    for (target, mask) in [(Target.plate, Mask.plate), (.email, .email)]
    where row.range(target.index).count >= 5 {
      own.add(text: bytes.span.extracting(row.range(target.index)), as: mask)
    }
    if row.hasText(Target.address.index) {
      own.add(address: bytes.span.extracting(row.range(Target.address.index)))
    }
    if row.hasText(Target.room.index) {
      own.add(room: bytes.span.extracting(row.range(Target.room.index)))
    }
  }

  /// Takes a letter's name and phone from its end when the row has no columns for them.
  private mutating func readSignature() {
    guard shared.plan.hasSignature else { return }
    let wantsName = !row.hasText(Target.name.index)
    let wantsPhone = !row.hasText(Target.phone.index)
    guard wantsName || wantsPhone, row.hasText(Target.content.index) else { return }
    let content = row.range(Target.content.index)
    let bytes = row.bytes
    masker.scan(bytes.span.extracting(row.range(Target.content.index)), own: own)
    for range in masker.ranges.reversed() where range.end >= content.count - 160 {
      let start = content.lowerBound + range.start
      let found = start..<(content.lowerBound + range.end)
      if range.mask == .name, wantsName, !row.hasText(Target.name.index) {
        row.setText(Target.name.index, found)
      } else if range.mask == .phone, wantsPhone, !row.hasText(Target.phone.index) {
        scratch.removeAll(keepingCapacity: true)
        if PhoneNumber.append(bytes.span.extracting(found), to: &scratch) != .none {
          row.setText(Target.phone.index, scratch)
        }
      }
    }
    collectOwn()
  }

  private func list(_ target: Target) -> [String]? {
    guard row.hasText(target.index) else { return nil }
    let rule = shared.rules.first { $0.rule.target == target }
    let separator = rule.map { String(decoding: $0.rule.split, as: UTF8.self) } ?? ""
    let text = String(decoding: row.bytes[row.range(target.index)], as: UTF8.self)
    var items: [String] = []
    for piece in text.split(whereSeparator: { separator.contains($0) || "、,;；，|".contains($0) }) {
      let item = String(piece.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      if !item.isEmpty, !items.contains(item) { items.append(item) }
    }
    return items.isEmpty ? nil : items
  }

  private func key() -> Int64 {
    let bytes = row.bytes
    let platform = shared.plan.platform
    return RecordKey.make(
      platform: platform.span,
      sourceRecordID: bytes.span.extracting(row.range(Target.sourceRecordID.index)))
  }

  private static let stateTargets = Target.allCases.filter { $0.isState }
  private static let contentTargets = Target.allCases.filter {
    !$0.isState && $0.kind != .personal
  }
  /// For each target a number made of its name.
  private static let tags = Target.allCases.map { target in
    var hash = StableHash(seed: 4)
    hash.add(Array(target.name.utf8).span)
    return hash.value
  }

  /// The hash of what a table holds of the row, before masking; persons stay out of it.
  private func hash(states: Bool) -> Int64 {
    let bytes = row.bytes
    var hash = StableHash(seed: states ? 3 : 2)
    for target in states ? Self.stateTargets : Self.contentTargets {
      let index = target.index
      let range = row.range(index)
      let number = row.number(index)
      // Empty values leave no trace, so that a target added later does not change old hashes.
      if range.isEmpty, number == nil { continue }
      hash.add(Self.tags[index])
      hash.add(bytes.span.extracting(range))
      if let number { hash.add(number) }
    }
    return hash.value
  }
}

extension Target {
  /// Whether its texts are written by people about people.
  var namesPersons: Bool {
    switch self {
    case .title, .content, .placeText, .dispositionReason: true
    default: false
    }
  }
}
