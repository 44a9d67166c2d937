internal import Columns
internal import Complaints
internal import Language
internal import Places

/// Reads the facts of requests from their rows.
struct FactReader {
  let lexicon: PlaceLexicon
  private let affairs: PersonalAffairs
  private let letters = TextNormalizer(keepsOnlyLettersAndDigits: true)
  private let trigrams = CharacterNGrams(3...3)
  private let ids, times, persons, matters: ValueColumn<Int64>
  private let days: ValueColumn<Int32>
  private let platforms, records, sourceMatters, types, dispositions, access: StringColumn
  let titles, contents, placeTexts, districts, towns: StringColumn
  private let codes, level1, level2, classDistricts, classTowns: StringColumn
  private let related: StringListColumn

  init(_ rows: RecordBatch, _ lexicon: PlaceLexicon, _ affairs: PersonalAffairs) {
    self.lexicon = lexicon
    self.affairs = affairs
    ids = rows.int64s("request_id")
    times = rows.int64s("received_at")
    days = rows.int32s("received_on")
    persons = rows.int64s("person_id")
    matters = rows.int64s("matter_id")
    platforms = rows.strings("platform")
    records = rows.strings("source_record_id")
    sourceMatters = rows.strings("source_matter_id")
    related = rows.lists("related_record_ids")
    types = rows.strings("request_type")
    dispositions = rows.strings("disposition")
    access = rows.strings("access")
    titles = rows.strings("title")
    contents = rows.strings("content")
    placeTexts = rows.strings("place_text")
    districts = rows.strings("district_code")
    towns = rows.strings("town_code")
    codes = rows.strings("code")
    level1 = rows.strings("level1")
    level2 = rows.strings("level2")
    classDistricts = rows.strings("class_district")
    classTowns = rows.strings("class_town")
  }

  /// Appends the facts of a row.
  func append(_ row: Int, to chunk: inout FactChunk, _ scratch: inout FactScratch) {
    var facts = RequestFacts()
    facts.id = ids.values[row]
    facts.receivedAt = times[row] ?? Int64(days.values[row]) * CivilTime.day
    facts.day = days.values[row]
    facts.person = persons[row] ?? 0
    facts.matter = matters[row] ?? -1
    facts.platform = key(platforms, row)
    facts.record = key(records, row)
    facts.sourceMatter = key(sourceMatters, row)
    facts.district = key(classDistricts, row, or: districts)
    facts.town = key(classTowns, row, or: towns)
    facts.leaf = key(codes, row)
    facts.level2 = key(level2, row)
    facts.level1 = key(level1, row)
    let disposition = dispositions.text(row)
    facts.isSilent = disposition == Disposition.invalid.rawValue
    let type = types.text(row)
    facts.hasType = !type.isEmpty
    facts.isQuestion =
      type.isEmpty
      ? contents.withBytes(row) { Self.endsAsQuestion($0) }
      : type == RequestType.consultation.rawValue || type == RequestType.praise.rawValue
    facts.isPersonal = affairs.contains(facts.leaf)
    facts.isOpen = access.range(row).isEmpty || access.text(row) == Access.normal.rawValue
    readText(row, &facts, &chunk, &scratch)
    readPlaces(row, &facts, &chunk, &scratch)
    readReferences(row, &facts, &chunk)
    chunk.facts.append(facts)
  }

  private func key(_ column: StringColumn, _ row: Int, or other: StringColumn? = nil) -> UInt64 {
    let found = column.withBytes(row) { PlaceLexicon.key($0) }
    if found == 0, let other { return other.withBytes(row) { PlaceLexicon.key($0) } }
    return found
  }

  /// Whether a text of unknown type has a question mark or 吗 among its last twenty characters.
  private static func endsAsQuestion(_ text: Span<UInt8>) -> Bool {
    var offset = text.count - 1
    let limit = max(0, text.count - 60)
    while offset >= limit {
      if text[offset] == UInt8(ascii: "?") { return true }
      if text[offset] == 0x97, offset >= 2, text[offset - 1] == 0x90, text[offset - 2] == 0xE5 {
        return true  // 吗
      }
      if text[offset] == 0x9F, offset >= 2, text[offset - 1] == 0xBC, text[offset - 2] == 0xEF {
        return true
      }
      offset -= 1
    }
    return false
  }

  // MARK: - Place

  /// Whether the row comes from classification, which has looked for its place.
  func isClassified(_ row: Int) -> Bool {
    !classDistricts.range(row).isEmpty || !codes.range(row).isEmpty
  }

  /// What the source says of the place.
  func givenPlace(_ row: Int) -> PlaceSource {
    let finder = lexicon.finder
    let district = finder.division(districts.bytes[districts.range(row)])
    return PlaceSource(
      district: district, town: finder.town(towns.bytes[towns.range(row)], district: district))
  }

  // MARK: - Text

  private func readText(
    _ row: Int, _ facts: inout RequestFacts, _ chunk: inout FactChunk, _ scratch: inout FactScratch
  ) {
    scratch.scalars.removeAll(keepingCapacity: true)
    contents.withBytes(row) { letters.append($0, to: &scratch.scalars) }
    titles.withBytes(row) { letters.append($0, to: &scratch.scalars) }
    facts.length = Int32(scratch.scalars.count)
    if scratch.scalars.count >= 20 {
      var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
      for scalar in scratch.scalars { hash = CharacterNGrams.mix(hash ^ UInt64(scalar)) }
      facts.text = hash | 1
    }
    var keys: [UInt64] = []
    swap(&keys, &scratch.keys)
    keys.removeAll(keepingCapacity: true)
    trigrams.appendKeys(of: scratch.scalars.span, to: &keys)
    swap(&keys, &scratch.keys)
    scratch.grams.removeAll(keepingCapacity: true)
    let symbol = TextNormalizer.maskSymbol
    for index in scratch.keys.indices {
      if scratch.scalars[index] == symbol || scratch.scalars[index + 1] == symbol
        || scratch.scalars[index + 2] == symbol
      {
        continue
      }
      scratch.grams.append(UInt32(truncatingIfNeeded: scratch.keys[index] &>> 32))
    }
    scratch.grams.sort()
    let start = Int32(chunk.grams.count)
    var last: UInt32?
    for gram in scratch.grams where gram != last {
      chunk.grams.append(gram)
      last = gram
    }
    facts.grams = start..<Int32(chunk.grams.count)
  }

  // MARK: - Record numbers

  private func readReferences(
    _ row: Int, _ facts: inout RequestFacts, _ chunk: inout FactChunk
  ) {
    let start = Int32(chunk.references.count)
    for number in related[row] ?? [] { chunk.references.append(PlaceLexicon.key(number)) }
    contents.withBytes(row) { Self.appendNumbers(in: $0, to: &chunk.references) }
    facts.references = start..<Int32(chunk.references.count)
  }

  /// Appends what looks like a record number: letters and digits, at least ten, six of them digits.
  private static func appendNumbers(in text: Span<UInt8>, to references: inout [UInt64]) {
    var start = 0
    var digits = 0
    for offset in 0...text.count {
      let byte = offset < text.count ? text[offset] : 0
      if byte &- 48 < 10 {
        digits += 1
        continue
      }
      if byte &- 65 < 26 || byte &- 97 < 26 || byte == 45 { continue }
      if digits >= 6, offset - start >= 10 {
        references.append(PlaceLexicon.key(text.extracting(start..<offset)))
      }
      start = offset + 1
      digits = 0
    }
  }
}
