/// A way to write a time that a column may use; mappings list them by these names.
enum TimeForm: String, CaseIterable, Sendable {
  /// `2018-07-05 09:03:00.0`, with `T`, a zone, or without a time as well.
  case dashed = "yyyy-MM-dd HH:mm:ss"
  /// `2018/7/5 9:03`, and with points.
  case slashed = "yyyy/M/d H:mm"
  /// `2018年7月5日 9时30分`, `2018年07月05日 09:03`.
  case chinese = "yyyy年M月d日 H时m分"
  /// `20180705`, `201807050903`, `20180705090300`.
  case compact = "yyyyMMddHHmmss"
  /// `43286.377`, days since 1899-12-30 as a spreadsheet keeps them.
  case serial = "excel"
  /// `07/05/2018 09:03:00 AM`.
  case monthFirst = "MM/dd/yyyy hh:mm:ss AM"
  /// `1530752580` or `1530752580000`, seconds or milliseconds since 1970 UTC, shown at UTC+8.
  case epoch

  /// The forms that cannot be mistaken for one another: what a column without a list accepts.
  static let usual: Set<TimeForm> = [.dashed, .slashed, .chinese, .compact, .serial]
}
