internal import Glibc

/// Who calls the program, for the audit.
enum SystemUser {
  /// The account's name; its number where it has none.
  static var name: String {
    guard let account = getpwuid(getuid()), let name = account.pointee.pw_name else {
      return "uid \(getuid())"
    }
    return String(cString: name)
  }
}
