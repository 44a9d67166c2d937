internal import Columns
internal import Glibc

/// Who calls the program, for the audit chain.
enum OperatingUser {
  /// The name of the operating system's user, else the number.
  static var name: String {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
      return "uid \(getuid())"
    }
    return String(cString: name)
  }

  /// The person who acts: a name that was given is kept beside the user, who can't be made up.
  static func actor(_ arguments: Arguments) -> String {
    guard let given = arguments.optional("--actor")?.trimmed, !given.isEmpty else { return name }
    return "\(given) (user \(name))"
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

extension Arguments {
  /// The text of a required option that has to say something.
  func requiredText(_ name: String) throws(UsageError) -> String {
    let text = required(name).trimmed
    guard !text.isEmpty else { throw UsageError("\(name) must say something") }
    return text
  }

  /// The business date that was given, else today.
  func businessDate() throws(UsageError) -> Int32 {
    guard let text = optional("--date") else { return SystemClock.today() }
    guard let day = CivilTime.parse(day: text) else {
      throw UsageError("--date \(text): not a date of the form YYYY-MM-DD")
    }
    return day
  }

  /// The number of a request, a person or the like.
  func id(_ name: String) throws(UsageError) -> Int64? {
    guard let text = optional(name) else { return nil }
    guard let id = Int64(text), id >= 0 else { throw UsageError("\(name) \(text): not an id") }
    return id
  }
}
