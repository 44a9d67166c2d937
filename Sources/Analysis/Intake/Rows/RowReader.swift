internal import Columns
internal import Complaints
internal import Tabular

/// Reads the records of one stretch: cells by the mapping's rules into clean values.
struct RowReader {
  /// What rows are read by; the same for a whole file.
  struct Plan: Sendable {
    let mapping: SourceMapping
    let divisions: Divisions
    let units: ByteMap
    let unitCodes: [[UInt8]]
    let lexicon: MaskLexicon
    let platform: [UInt8]
    let hasSignature: Bool
    let constants: [(target: Int, word: [UInt8])]
    /// The targets that can have a value at all; the columns of others are left to the end.
    let stored: [Target]

    init(_ mapping: SourceMapping, _ city: CityConfiguration) {
      self.mapping = mapping
      platform = Array(mapping.platform.utf8)
      hasSignature = mapping.rules.contains(where: \.hasSignature)
      constants = mapping.constants.map { (target: $0.key.index, word: $0.value) }
        .sorted { $0.target < $1.target }
      var stored = Set(mapping.rules.map(\.target)).union(mapping.constants.keys)
      if stored.contains(.town) { stored.insert(.district) }
      stored.insert(.access)
      self.stored = Target.allCases.filter { stored.contains($0) }
      divisions = Divisions(city.gazetteer)
      lexicon = MaskLexicon(gazetteer: city.gazetteer)
      unitCodes = city.units.units.map { Array($0.code.utf8) }
      units = ByteMap(
        city.units.units.enumerated().flatMap { index, unit in
          (unit.names.map(\.text) + unit.aliases).map { (key: $0, value: index) }
        })
    }
  }

  /// What one call of `add` shares between its tasks; by reference, so that no row copies it.
  final class Shared: Sendable {
    let plan: Plan
    let rules: [SharedRule]
    let layouts: [Layout]
    /// What the rows under each layout hold.
    let profiles: [SheetProfile]
    let carried: [[UInt8]]
    let receivedNotAfter: Int64
    let requestID: @Sendable (Int32, String, String) -> Int64

    init(
      _ plan: Plan, layouts: [Layout], profiles: [SheetProfile], carried: [[UInt8]],
      context: IntakeContext
    ) {
      self.plan = plan
      rules = plan.mapping.rules.map(SharedRule.init)
      self.layouts = layouts
      self.profiles = profiles
      self.carried = carried
      receivedNotAfter = context.receivedNotAfter
      requestID = context.requestID
    }
  }

  /// A rule that cells are read by, shared by reference.
  final class SharedRule: Sendable {
    let rule: ColumnRule
    let style: TextCleaner.Style
    /// The width of each cell and fallback, 0 where none is known; empty where none has any.
    let widths: [Int]
    init(_ rule: ColumnRule) {
      self.rule = rule
      style = rule.style
      let widths = (rule.cells + rule.fallbacks).map { $0.width ?? 0 }
      self.widths = widths.allSatisfy { $0 == 0 } ? [] : widths
    }
  }

  let shared: Shared
  var row = CleanRow()
  var own = OwnData()
  var masker: Masker
  var builder = BatchBuilder()
  var harmless = HarmlessTexts()
  /// A text on its way to another form.
  var scratch: [UInt8] = []
  /// What is wrong with the row's values, or was put right, without costing the row.
  var marks: [BatchBuilder.Damage] = []
  /// What the first rows under the row's header hold.
  var profile = SheetProfile()
  private var profileIndex = -1
  /// Why the row is not accepted, as soon as that is known.
  var refusal: (reason: String, detail: String)?

  init(_ shared: Shared) {
    self.shared = shared
    masker = Masker(lexicon: shared.plan.lexicon)
  }

  /// Reads a record and hands it to the builder, accepted or rejected.
  mutating func read(_ block: RawRows, _ plan: RowPlan) {
    let index = Int(plan.row)
    refusal = nil
    marks.removeAll(keepingCapacity: true)
    let layout = shared.layouts[Int(plan.layout)]
    if profileIndex != Int(plan.layout) {
      profileIndex = Int(plan.layout)
      profile = shared.profiles[profileIndex]
    }
    checkShape(block, index, layout)
    let isWhole = refusal == nil
    if isWhole {
      row.clear()
      for index in shared.rules.indices {
        read(block, plan, layout, index)
        if refusal != nil { break }
      }
      if refusal == nil { complete() }
      if refusal == nil { check() }
    }
    if isWhole
      ? refusal != nil || marks.contains(where: \.isSuspicious)
      : refusal?.reason == "field-count"
    {
      lookForShift(block, index, layout)
    }
    if let refusal {
      builder.reject(
        block, index, refusal, header: layout.names, cells: cells(block, plan, layout))
    } else {
      for mark in marks { builder.warn(mark) }
      accept(line: block.lineNumbers[index])
    }
  }

  /// The cells of a row as texts, those that are filled from above filled.
  private func cells(_ block: RawRows, _ plan: RowPlan, _ layout: Layout) -> [String] {
    var cells = block.texts(row: Int(plan.row))
    if plan.filledFrom == -1 { return cells }
    for (position, column) in layout.fill.enumerated()
    where cells.indices.contains(column) && cells[column].isEmpty {
      if plan.filledFrom >= 0 {
        cells[column] = block.text(row: Int(plan.filledFrom), column: column)
      } else if shared.carried.indices.contains(position) {
        cells[column] = String(decoding: shared.carried[position], as: UTF8.self)
      }
    }
    return cells
  }

  /// Reads one target.
  private mutating func read(
    _ block: RawRows, _ plan: RowPlan, _ layout: Layout, _ index: Int
  ) {
    let shared = shared.rules[index]
    let start = row.bytes.count
    let first = layout.cells(index).lowerBound
    for place in layout.cells(index) {
      append(block, plan, layout, layout.columns[place], shared, place - first, from: start)
    }
    if row.bytes.count == start {
      for place in layout.fallbacks(index) where row.bytes.count == start {
        append(block, plan, layout, layout.columns[place], shared, place - first, from: start)
      }
    }
    let target = shared.rule.target
    if row.bytes.count > start { row.setText(target.index, from: start) }
    convert(shared, target.index)
    if shared.rule.isRequired, refusal == nil, !row.hasText(target.index),
      row.number(target.index) == nil
    {
      refusal = ("missing-\(target.reason)", "\(target.name) is empty")
    }
  }

  /// Adds one cell's text, unless it is empty or stands for nothing.
  private mutating func append(
    _ block: RawRows, _ plan: RowPlan, _ layout: Layout, _ column: Int, _ rule: SharedRule,
    _ part: Int, from start: Int
  ) {
    if column < 0 { return }
    let before = row.bytes.count
    var range = block.cell(row: Int(plan.row), column: column)
    var carriedPosition: Int?
    if range.isEmpty {
      guard plan.filledFrom != -1, let position = layout.fill.firstIndex(of: column) else { return }
      if plan.filledFrom >= 0 {
        range = block.cell(row: Int(plan.filledFrom), column: column)
      } else {
        carriedPosition = position
      }
    }
    if before > start { row.bytes.append(contentsOf: rule.rule.separator) }
    let textStart = row.bytes.count
    if let carriedPosition {
      guard shared.carried.indices.contains(carriedPosition) else { return }
      let above = shared.carried[carriedPosition]
      TextCleaner.append(above.span, to: &row.bytes, style: rule.style)
    } else {
      TextCleaner.append(
        block.cells.bytes.span.extracting(range), to: &row.bytes, style: rule.style)
    }
    if isNull(textStart, rule) {
      row.bytes.removeSubrange(before...)
    } else if !rule.style.contains(.prose) {
      mendCell(from: textStart, width: rule.widths.isEmpty ? 0 : rule.widths[part])
    }
  }

  /// Whether the text from `start` on is empty or stands for nothing.
  private func isNull(_ start: Int, _ rule: SharedRule) -> Bool {
    let bytes = row.bytes
    let text = bytes.span.extracting(start..<bytes.count)
    if text.count == 0 { return true }
    return text.count <= 32 && rule.rule.nullWords[text] != nil && rule.rule.map[text] == nil
  }

  /// The code of the row's town.
  private func townCode() -> [UInt8]? {
    let bytes = row.bytes
    return shared.plan.divisions.town(
      bytes.span.extracting(row.range(Target.town.index)),
      in: bytes.span.extracting(row.range(Target.district.index)))
  }

  /// What a missing value or another column settles.
  private mutating func complete() {
    for (target, word) in shared.plan.constants where !row.hasText(target) {
      row.setText(target, word)
    }
    let district = Target.district.index
    let town = Target.town.index
    if row.hasText(town) {
      if let code = townCode() {
        row.setText(town, code)
        if !row.hasText(district), code.count >= 6 { row.setText(district, Array(code.prefix(6))) }
      } else if shared.plan.mapping.constants[.town] == nil {
        row.clearText(town)
        marks.append(.unknownDivision)
      }
    }
    checkCoordinates()
  }

  /// Swapped coordinates are put right; those outside the city are dropped.
  private mutating func checkCoordinates() {
    let mapping = shared.plan.mapping
    let (x, y) = (Target.longitude.index, Target.latitude.index)
    guard let first = row.number(x), let second = row.number(y) else {
      row.clearNumber(x)
      row.clearNumber(y)
      return
    }
    let longitude = Double(bitPattern: UInt64(bitPattern: first))
    let latitude = Double(bitPattern: UInt64(bitPattern: second))
    if mapping.longitudes.contains(longitude), mapping.latitudes.contains(latitude) { return }
    if mapping.longitudes.contains(latitude), mapping.latitudes.contains(longitude) {
      row.setNumber(x, second)
      row.setNumber(y, first)
      marks.append(.swappedCoordinates)
    } else {
      row.clearNumber(x)
      row.clearNumber(y)
      marks.append(.badCoordinates)
    }
  }

  /// Refuses a record that cannot be kept under an id and a day, or says nothing.
  private mutating func check() {
    guard let received = row.number(Target.receivedAt.index) else {
      refusal = ("missing-received-at", "received_at is empty")
      return
    }
    if received < RowReader.earliest {
      refusal = ("received-too-early", "received_at is before 2000-01-01")
    } else if received > shared.receivedNotAfter {
      refusal = ("received-in-future", "received_at is after the day of the run")
    } else if !row.hasText(Target.content.index), !row.hasText(Target.title.index),
      !row.hasText(Target.sourceCategory.index)
    {
      refusal = ("missing-text", "content, title and source_category are empty")
    }
  }

  /// 2000-01-01: request ids count days from here.
  private static let earliest: Int64 = 10_957 * 86_400_000_000
}
