internal import Columns

extension ValueShape {
  /// The shapes of a cell.
  ///
  /// - Parameter text: The cell, cleaned as `TextCleaner` does with the style `lines`.
  /// - Complexity: O(*n*); a few hundred nanoseconds for cells that start with a digit.
  static func of(_ text: Span<UInt8>) -> ValueShape {
    if text.count == 0 { return .empty }
    var shape: ValueShape = []
    let signs = Signs(text)
    if nullWords[text] != nil { shape.insert(.null) }
    if !shape.contains(.null), flagWords[text] != nil { shape.insert(.flag) }
    if signs.hasTag { shape.insert(.html) }
    if signs.characters > 40 || signs.lines > 1 {
      shape.insert(.longText)
      return shape
    }
    if signs.digits > 0 { shape.formUnion(numbers(text, signs)) }
    if signs.hasAt, signs.hasPoint, signs.han == 0, signs.blanks == 0 { shape.insert(.email) }
    if signs.letters + signs.han > 0, !shape.contains(.null) {
      shape.insert(.shortText)
      if signs.characters <= 12 { shape.insert(.word) }
      shape.formUnion(words(text, signs))
    }
    return shape
  }

  private static func numbers(_ text: Span<UInt8>, _ signs: Signs) -> ValueShape {
    var shape: ValueShape = []
    let isDigits = signs.digits == signs.characters
    if isDigits { shape.insert(.integer) }
    if SpreadsheetNumber.isScientific(text) { return .rounded }
    if let value = plainDecimal(text, signs) {
      shape.insert(.decimal)
      if (73...136).contains(value) { shape.insert(.longitude) }
      if (3...54).contains(value) { shape.insert(.latitude) }
    }
    if let time = anyTime.read(text), earliest <= time, time < latest { shape.insert(.time) }
    if isPhone(text, signs) { shape.insert(.phone) }
    if signs.digits >= 14, signs.digits <= 18, signs.han == 0 {
      var number: [UInt8] = []
      if IDNumber.append(text, to: &number) == .valid { shape.insert(.idNumber) }
    }
    let isAtom = signs.blanks == 0 && signs.others <= 6
    if isAtom, signs.digits >= 4, signs.han <= 8, (5...40).contains(signs.characters),
      !shape.contains(.decimal)
    {
      shape.insert(.recordID)
    }
    if isAtom, signs.han == 0, signs.others == 0, signs.characters <= 12 { shape.insert(.code) }
    if isDigits, [6, 9, 12].contains(text.count), isDivisionCode(text) { shape.insert(.division) }
    return shape
  }

  /// A number with one point and digits on both sides of it.
  private static func plainDecimal(_ text: Span<UInt8>, _ signs: Signs) -> Double? {
    guard signs.hasPoint, signs.others == 1, signs.digits + 1 == signs.characters,
      text[0] != UInt8(ascii: "."), text[text.count - 1] != UInt8(ascii: "."), text.count <= 20
    else { return nil }
    return RowReader.decimal(text)
  }

  /// Numbers with a valid start and length; bare digits only when they are a mobile number.
  private static func isPhone(_ text: Span<UInt8>, _ signs: Signs) -> Bool {
    guard signs.digits >= 7, signs.letters == 0, signs.han == 0 else { return false }
    var digits: [UInt8] = []
    guard PhoneNumber.append(text, to: &digits) != .none else { return false }
    let first = digits.prefix { $0 != 0x20 }
    if first.count == 11, first[0] == 0x31, first[1] >= 0x33 { return true }
    if (10...12).contains(first.count), first[0] == 0x30, first[1] != 0x30 { return true }
    return signs.others == 1 && !signs.hasPoint && (7...8).contains(first.count)
      && text.count == first.count + 1
  }

  /// Codes of GB/T 2260 start with a province from 11 to 65.
  private static func isDivisionCode(_ text: Span<UInt8>) -> Bool {
    let province = Int(text[0] - 0x30) * 10 + Int(text[1] - 0x30)
    let prefecture = Int(text[2] - 0x30) * 10 + Int(text[3] - 0x30)
    return [1, 2, 3, 4, 5, 6].contains(province / 10) && (1...6).contains(province % 10)
      && (1...90).contains(prefecture)
  }

  private static func words(_ text: Span<UInt8>, _ signs: Signs) -> ValueShape {
    var shape: ValueShape = []
    guard signs.han > 0 else { return shape }
    let isHan = signs.han == signs.characters
    if isHan, (2...12).contains(signs.han),
      divisionEnds.contains(where: { UTF8Text.has($0, before: text.count, in: text) })
    {
      shape.insert(.division)
    }
    if (2...40).contains(signs.characters),
      unitEnds.contains(where: { UTF8Text.has($0, before: text.count, in: text) })
    {
      shape.insert(.unit)
    }
    if isHan, (2...4).contains(signs.han), startsWithSurname(text) { shape.insert(.name) }
    if signs.han <= 2, signs.letters >= 1, (7...9).contains(signs.characters),
      plateStarts[text.extracting(0..<min(3, text.count))] != nil
    {
      shape.insert(.plate)
    }
    return shape
  }

  private static func startsWithSurname(_ text: Span<UInt8>) -> Bool {
    text.count >= 3 && surnames[text.extracting(0..<3)] != nil
      || text.count >= 6 && surnames[text.extracting(0..<6)] != nil
  }

  private static let anyTime = TimeReader(Set(TimeForm.allCases))
  private static let earliest = CivilTime.timestamp(CivilTime.days(year: 1990, month: 1, day: 1))
  private static let latest = CivilTime.timestamp(CivilTime.days(year: 2100, month: 1, day: 1))
  static let nullWords = MappingReader.set([
    "无", "没有", "空", "/", "\\", "—", "-", "--", "——", "不详", "未知", "待确认", "未填写", "暂无", "无数据", "null",
    "NULL", "Null", "None", "none", "N/A", "n/a", "NA", "#N/A", "Unspecified", "nan", "NaN", "(空)",
    "(null)",
  ])
  private static let flagWords = MappingReader.set([
    "是", "否", "1", "0", "true", "false", "TRUE", "FALSE", "Y", "N", "y", "n", "yes", "no", "有", "无",
    "保密", "不保密", "公开", "不公开",
  ])
  private static let divisionEnds = [
    "区", "县", "市", "旗", "街道", "镇", "乡", "街道办", "开发区", "园区", "新区", "苏木",
  ].map { Array($0.utf8) }
  private static let unitEnds = [
    "局", "委", "办", "中心", "公司", "院", "所", "队", "处", "站", "科", "室", "政府", "委员会", "办公室", "街道", "街道办",
    "镇", "乡",
    "集团", "厅", "银行", "学校", "医院", "法院", "部", "会", "社", "城管", "交警", "平台", "窗口", "热线", "分局", "支行",
  ].map { Array($0.utf8) }
  private static let surnames = ByteMap(
    (MaskLexicon.surnames.map { String($0) } + MaskLexicon.compoundSurnames.map(String.init))
      .map { (key: $0, value: 0) })
  private static let plateStarts = ByteMap(
    "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".map { (key: String($0), value: 0) })
}
