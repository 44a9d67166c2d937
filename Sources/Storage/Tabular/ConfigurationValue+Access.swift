public import Bytes
internal import Columns

extension ConfigurationValue {
  /// Whether the value is `null`.
  public var isNull: Bool {
    if case .null = content { true } else { false }
  }

  /// The text.
  public var string: String {
    get throws(StorageError) {
      guard case .string(let value) = content else { throw mismatch("a text") }
      return value
    }
  }

  /// The truth value.
  public var bool: Bool {
    get throws(StorageError) {
      guard case .bool(let value) = content else { throw mismatch("true or false") }
      return value
    }
  }

  /// The number.
  public var number: Double {
    get throws(StorageError) {
      guard case .number(let value) = content else { throw mismatch("a number") }
      return value
    }
  }

  /// The whole number.
  public var integer: Int {
    get throws(StorageError) {
      guard case .number(let value) = content, let whole = Int(exactly: value) else {
        throw mismatch("a whole number")
      }
      return whole
    }
  }

  /// The date, written `2026-11-22`, as days since 1970-01-01.
  public var day: Int32 {
    get throws(StorageError) {
      guard case .string(let value) = content, let day = CivilTime.parse(day: value) else {
        throw mismatch("a date such as 2026-11-22")
      }
      return day
    }
  }

  /// The elements of an array.
  public var array: [ConfigurationValue] {
    get throws(StorageError) {
      guard case .array(let elements) = content else { throw mismatch("an array") }
      return elements
    }
  }

  /// The texts of an array of texts.
  public var strings: [String] {
    get throws(StorageError) {
      var texts: [String] = []
      for element in try array { texts.append(try element.string) }
      return texts
    }
  }

  /// The members of an object, in file order.
  public var members: [Member] {
    get throws(StorageError) {
      guard case .object(let members) = content else { throw mismatch("an object") }
      return members
    }
  }

  /// The whole number, which must lie in a range.
  public func integer(in range: ClosedRange<Int>) throws(StorageError) -> Int {
    let value = try integer
    guard range.contains(value) else {
      throw error("\(value) is outside \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// The number, which must lie in a range.
  public func number(in range: ClosedRange<Double>) throws(StorageError) -> Double {
    let value = try number
    guard range.contains(value) else {
      throw error("\(value) is outside \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// The text, which must be one of those allowed.
  public func choice(of allowed: [String]) throws(StorageError) -> String {
    let value = try string
    guard allowed.contains(value) else {
      throw error(
        "\"\(value)\" is none of \(allowed.joined(separator: ", "))"
          + NearestName.hint(value, in: allowed))
    }
    return value
  }

  /// The case of an enumeration over texts.
  public func choice<Choice>(_: Choice.Type) throws(StorageError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    let text = try choice(of: Choice.allCases.map(\.rawValue))
    guard let choice = Choice(rawValue: text) else { throw mismatch("a known value") }
    return choice
  }

  /// The member of an object under a key; an error where there is none or `null`.
  public func required(_ key: String) throws(StorageError) -> ConfigurationValue {
    guard let value = try optional(key) else { throw error("\"\(key)\" is missing") }
    return value
  }

  /// The member of an object under a key; nil where there is none or `null`.
  public func optional(_ key: String) throws(StorageError) -> ConfigurationValue? {
    for member in try members where member.key == key {
      return member.value.isNull ? nil : member.value
    }
    return nil
  }

  /// Refuses an object with keys other than those allowed, naming the nearest one.
  public func allow(keys allowed: [String]) throws(StorageError) {
    for member in try members where !allowed.contains(member.key) {
      throw StorageError(
        .configuration,
        at: .init(path: path, line: member.line, column: member.value.keyPath),
        "unknown key \"\(member.key)\"\(NearestName.hint(member.key, in: allowed));"
          + " known here: \(allowed.joined(separator: ", "))")
    }
  }

  private func mismatch(_ wanted: String) -> StorageError {
    let found =
      switch content {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .number(let value): Int64(exactly: value).map { "\($0)" } ?? "\(value)"
      case .string(let value): "\"\(value)\""
      case .array: "an array"
      case .object: "an object"
      }
    return error("\(found) is not \(wanted)")
  }
}
