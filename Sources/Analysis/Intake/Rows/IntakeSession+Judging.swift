internal import Complaints
internal import Tabular

extension IntakeSession {
  /// Looks at the first rows under a header, or of a sheet without one, and judges it by them.
  ///
  /// - Throws: `headerMismatch` when the columns hold something else than their names say and the
  ///   mapping does not let that pass.
  mutating func judge(
    _ block: RawRows, under header: Int?, _ batch: inout IntakeBatch
  ) throws(AnalysisError) {
    let layout = layouts[layouts.count - 1]
    let profile = SheetProfile(
      block, from: header.map { $0 + 1 } ?? 0, layout,
      names: header.map { block.texts(row: $0) } ?? []
    ) { row in
      StructuralRow.kind(block, row, layout, mapping.header, titles) == .record
    }
    profiles.append(profile)
    guard judgesHeaders, mapping.header.values != .ignore,
      let verdict = HeaderCheck(mapping, layout, profile).verdict()
    else { return }
    if mapping.header.values == .refuse {
      let line = header.map { Int(block.lineNumbers[$0]) }
      throw AnalysisError(
        .headerMismatch, at: HeaderSearch.place(block.sheet, line, context), verdict)
    }
    batch.notes.append(verdict)
  }
}
