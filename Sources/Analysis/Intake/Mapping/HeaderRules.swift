/// Where the header of a file is, and which rows are no records.
struct HeaderRules: Sendable {
  /// Whether there is a header at all; else columns go by position.
  var isPresent = true
  /// In how many rows at the top it must stand.
  var within = 30
  /// Whether columns that a record can do without may be missing.
  var isLenient = false
  /// What to do when the values under a header are not what its names say.
  var values = ColumnPolicy.refuse
  /// First cells of rows that hold sums.
  var totals = ["合计", "总计", "小计", "共计", "本页合计", "本页小计", "累计"].map { Array($0.utf8) }
  /// First cells of rows that head a page or end a list.
  var marks = ["续表", "(续)", "制表", "填表", "审核", "备注:", "说明:", "打印时间", "导出时间"]
    .map { Array($0.utf8) }
}

/// How many cells a row may have, compared with the header.
enum RowLength: String, CaseIterable, Sendable {
  /// As many: text files keep empty cells, so a row with fewer was cut.
  case exact
  /// As many or fewer: workbooks leave out empty cells at the end.
  case short
  /// Any number.
  case any
}

/// What to do with columns that are not as a mapping, or the last file, has them.
package enum ColumnPolicy: String, CaseIterable, Sendable {
  /// Nothing.
  case ignore
  /// Say it once a file.
  case warn
  /// Refuse the file.
  case refuse
}
