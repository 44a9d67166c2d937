public import Bytes
internal import SQLite

/// Something that is wrong with the audit chain.
public struct AuditFault: Equatable, Sendable {
  /// How entries differ from what was entered.
  public enum Kind: Sendable {
    /// An entry is not the one that was sealed.
    case changed
    /// Entries are gone between others.
    case missing
    /// Entries are gone from the end.
    case truncated
    /// What keeps the end outside the vault was removed or made up.
    case anchor
  }

  /// How.
  public let kind: Kind
  /// Which entries.
  public let positions: ClosedRange<Int64>
}

extension Vault {
  /// What is wrong with the audit chain.
  ///
  /// - Parameters:
  ///   - catalog: The ends that the lake's catalog keeps, the last of which has to be the chain's
  ///     own; nil where it could not be read.
  ///   - elsewhere: Ends that others kept.
  /// - Returns: Faults in the order of entries, those of the end last; empty for a sound chain.
  public func auditFaults(catalog: [AuditAnchor]?, elsewhere: [AuditAnchor] = [])
    throws(StorageError) -> [AuditFault]
  {
    var faults: [AuditFault] = []
    var codes: [Int64: String] = [:]
    var forged: Set<Int64> = []
    for kept in (catalog ?? []) + elsewhere {
      if anchor(position: kept.position, code: kept.code) == kept {
        codes[kept.position] = kept.code
      } else {
        forged.insert(kept.position)
      }
    }
    var last: (position: Int64, code: String?) = (0, "")
    try forEachAuditEntry { entry, code in
      if entry.position > last.position + 1 {
        faults.append(
          AuditFault(kind: .missing, positions: last.position + 1...entry.position - 1))
        // What an anchor remembers of the entry before makes this one checkable.
        last.code = codes[entry.position - 1]
      }
      let isSealed = last.code.map { code == seal(entry, after: $0) } ?? true
      if !isSealed || codes[entry.position].map({ $0 != code }) ?? false {
        faults.append(AuditFault(kind: .changed, positions: entry.position...entry.position))
      }
      last = (entry.position, code)
    }
    let end = codes.keys.max() ?? 0
    let anchored = catalog.map { $0.map(\.position).max() ?? 0 } ?? last.position
    if end > last.position {
      faults.append(AuditFault(kind: .truncated, positions: last.position + 1...end))
    } else if anchored < last.position {
      faults.append(AuditFault(kind: .anchor, positions: anchored + 1...last.position))
    }
    faults += forged.sorted().map { AuditFault(kind: .anchor, positions: $0...$0) }
    return faults
  }
}
