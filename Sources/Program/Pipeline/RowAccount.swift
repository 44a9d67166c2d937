internal import Bytes
internal import Complaints
internal import Intake
internal import Tabular

/// The rows of one platform in one run: what was read and what became of it.
struct RowAccount: Sendable {
  let platform: String
  var files = 0
  var read = 0
  var accepted = 0
  var updated = 0
  var unchanged = 0
  var quarantined = 0

  /// The accounts of a run's files, one for each platform that has any, in name order.
  static func accounts(of files: [Ledger.File]) -> [RowAccount] {
    var accounts: [String: RowAccount] = [:]
    for file in files {
      var account = accounts[file.platform] ?? RowAccount(platform: file.platform)
      account.files += 1
      account.read += file.rowsRead
      account.accepted += file.accepted
      account.updated += file.updated
      account.unchanged += file.unchanged
      account.quarantined += file.quarantined
      accounts[file.platform] = account
    }
    return accounts.values.sorted { $0.platform < $1.platform }
  }

  /// The sum of accounts.
  static func total(of accounts: [RowAccount]) -> RowAccount {
    accounts.reduce(into: RowAccount(platform: "total")) { total, account in
      total.files += account.files
      total.read += account.read
      total.accepted += account.accepted
      total.updated += account.updated
      total.unchanged += account.unchanged
      total.quarantined += account.quarantined
    }
  }

  /// Fails when a file's rows are not all accounted for.
  static func check(_ files: [Ledger.File]) throws(AnalysisError) {
    for file in files where !file.isBalanced {
      throw AnalysisError(
        .accounting, at: .init(path: file.path),
        "\(file.rowsRead) rows read, but \(file.accepted) accepted, \(file.updated) updated, "
          + "\(file.unchanged) unchanged and \(file.quarantined) quarantined")
    }
  }

  var json: JSONValue {
    [
      "platform": .string(platform), "files": .int(files), "rows_read": .int(read),
      "accepted": .int(accepted), "updated": .int(updated), "unchanged": .int(unchanged),
      "quarantined": .int(quarantined),
    ]
  }

  var line: String {
    func right(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let name = platform + String(repeating: " ", count: max(1, 22 - platform.count))
    return
      "\(name)\(right(files, 8))\(right(read, 8)) = \(right(accepted, 8)) + \(right(updated, 7)) + "
      + "\(right(unchanged, 9)) + \(right(quarantined, 11))"
  }
}
