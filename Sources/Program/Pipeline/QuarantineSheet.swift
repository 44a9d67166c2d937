internal import Tabular

/// The columns of an exported quarantine: our own in brackets, then those of the rows.
enum QuarantineSheet {
  static let key = "【编号】"
  static let platform = "【平台】"
  static let file = "【文件】"
  static let line = "【行号】"
  static let reason = "【原因】"
  static let code = "【代码】"
  static let detail = "【说明】"
  static let action = "【处理】"
  static let dropReason = "【作废理由】"
  static let original = "【原始行】"
  /// Our own columns, in order.
  static let own = [
    key, platform, file, line, reason, code, detail, action, dropReason, original,
  ]

  /// Read the row as it now stands, even if nothing in it was changed.
  static let replays = "重放"
  /// Give the row up.
  static let drops = "作废"

  /// The key's header in files whose cells are guarded against spreadsheets.
  static let guardedKey = key + "（CSV）"

  /// Names for the columns of rows under a header, one for each and all different.
  ///
  /// - Parameters:
  ///   - header: The names as they stand in the file.
  ///   - count: How many cells the longest row has.
  static func titles(_ header: [String], count: Int) -> [String] {
    var titles: [String] = []
    var taken: Set<String> = []
    for index in 0..<max(header.count, count) {
      var base = "（第\(index + 1)列）"
      if index < header.count {
        if !header[index].isEmpty { base = header[index] }
      } else if !header.isEmpty {
        base = "（表头外第\(index - header.count + 1)格）"
      }
      var title = base
      var number = 2
      while !taken.insert(title).inserted {
        title = "\(base)（\(number)）"
        number += 1
      }
      titles.append(title)
    }
    return titles
  }

  /// A cell of a CSV file that spreadsheets leave alone: no formula, no rounded number, no date in
  /// another form.
  static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    let isSafe = first.value >= 0x41 && !"＝＋－＠'".unicodeScalars.contains(first)
    let isWord = ["true", "false"].contains(text.lowercased())
    return isSafe && !isWord ? text : "'" + text
  }

  /// What `guarded` was given.
  static func unguarded(_ text: String) -> String {
    text.utf8.first == UInt8(ascii: "'") ? String(text.dropFirst()) : text
  }

  /// A text as it comes back from a spreadsheet, where line ends are all alike.
  static func normal(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }
}
