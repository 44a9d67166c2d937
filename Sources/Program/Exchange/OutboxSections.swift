/// The sheets of a unit's workbook that a line stands on.
package struct OutboxSections: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// 新交办: issued by this run.
  package static let new = Self(rawValue: 1)
  /// 追加与催办: new voices and urgings on what the unit already has.
  package static let appended = Self(rawValue: 2)
  /// 督办: supervised.
  package static let supervised = Self(rawValue: 4)
  /// 将到期与超期: due soon, or late.
  package static let due = Self(rawValue: 8)
  /// 撤销与并案: withdrawn, merged, given to another unit.
  package static let withdrawn = Self(rawValue: 16)
  /// 在办总表: all that is open.
  package static let open = Self(rawValue: 32)
}
