internal import Columns
internal import Complaints

/// Rows of the lake's tables that look like a city's, made from numbers alone: the same number
/// always gives the same row.
///
/// Districts, categories and platforms are as uneven as a city's; texts are short, so that ten
/// million rows fit a disk.
struct SyntheticComplaints {
  /// About how many bytes the content of a request has.
  let contentSize: Int

  private static let platforms = ["12345", "mailbox", "petition", "urban", "grid"].map(bytes)
  private static let sources = [
    "hotline", "mailbox", "petition", "urban_management", "urban_construction",
  ].map(bytes)
  private static let districts = [
    "321202", "321203", "321204", "321281", "321282", "321283", "321271", "321272",
  ].map(bytes)
  private static let towns = (1...90).map { bytes("3212\(CivilTime.padded($0, 5))") }
  private static let categories = (0..<420).map { bytes("0\($0 / 60 + 1)\(1000 + $0)") }
  private static let words = [
    "路灯不亮", "夜间施工噪声", "小区停车难", "垃圾未清运", "污水外溢", "物业不作为", "公交改线",
    "占道经营", "拖欠工资", "燃气报修", "房屋漏水", "学位咨询", "井盖破损", "绿化缺失", "电梯故障",
  ].map(bytes)
  private static let states = ["accepted", "dispatched", "answered", "closed"].map(bytes)

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// A well-mixed number of a row and a purpose (the output function of SplitMix64).
  static func mix(_ number: Int, _ purpose: UInt64) -> Int {
    var z = UInt64(truncatingIfNeeded: number) &* 0x9e37_79b9_7f4a_7c15 &+ purpose &* 0xd1b5_4a32
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ z >> 31) >> 2)
  }

  /// A rank below `count`, the small ones more often than the large.
  private static func rank(_ number: Int, _ purpose: UInt64, below count: Int) -> Int {
    let share = Double(mix(number, purpose) & 0xff_ffff) / Double(0x100_0000)
    return min(count - 1, Int(Double(count) * share * share * share))
  }

  /// The id of a request.
  static func requestID(_ number: Int, day: Int32) -> Int64 {
    (Int64(day) - 10_957) << 48 | Int64(mix(number, 1) & 0xffff_ffff_ffff)
  }

  /// Rows of `requests`, by the days they were received on.
  func requests(_ numbers: [(number: Int, day: Int32)], run: String) -> RecordBatch {
    let schema = Tables.requests.schema
    let count = numbers.count
    func texts(_ choice: (Int) -> [UInt8]) -> Column {
      var column = StringColumn()
      column.offsets.reserveCapacity(count + 1)
      for (number, _) in numbers {
        let text = choice(number)
        column.append(utf8: text.span)
      }
      return .string(column)
    }
    func chosen(_ list: [[UInt8]], _ purpose: UInt64) -> Column {
      texts { list[Self.rank($0, purpose, below: list.count)] }
    }
    let runBytes = Array(run.utf8)
    let columns = schema.fields.map { field -> Column in
      switch field.name {
      case "request_id":
        .int64(ValueColumn(numbers.map { Self.requestID($0.number, day: $0.day) }))
      case "platform": chosen(Self.platforms, 2)
      case "source": chosen(Self.sources, 2)
      case "source_record_id": texts { Array("SL\(100_000_000 + $0)".utf8) }
      case "received_at":
        .int64(
          ValueColumn(
            numbers.map {
              CivilTime.timestamp($0.day, second: Self.mix($0.number, 3) % 86_400)
            }))
      case "received_on": .int32(ValueColumn(numbers.map(\.day)))
      case "title": chosen(Self.words, 4)
      case "content": texts(content)
      case "person_id": .int64(ValueColumn(numbers.map { Int64(Self.mix($0.number / 2, 5)) }))
      case "district_code": chosen(Self.districts, 6)
      case "town_code": chosen(Self.towns, 7)
      case "source_category": chosen(Self.categories, 8)
      case "origin", "channel", "request_type", "disposition", "access", "urgency":
        chosen(Self.states, UInt64(field.name.utf8.count))
      case "file_id": .int64(ValueColumn(numbers.map { Int64($0.day) << 32 }))
      case "file_row": .int32(ValueColumn(numbers.map { Int32($0.number % 100_000) }))
      case "run_id": texts { _ in runBytes }
      default: Column(nulls: count, of: field.type)
      }
    }
    return RecordBatch(schema: schema, columns: columns)
  }

  private func content(_ number: Int) -> [UInt8] {
    var text: [UInt8] = []
    var step = 0
    while text.count < contentSize {
      text += Self.words[Self.mix(number &* 31 &+ step, 9) % Self.words.count]
      text.append(UInt8(0x30 + Self.mix(number &+ step, 10) % 10))
      step += 1
    }
    return text
  }

  /// Rows of another table about some requests: their ids and days, and a few columns beside them.
  func about(_ table: TableDefinition, _ numbers: [(number: Int, day: Int32)], run: String)
    -> RecordBatch
  {
    let count = numbers.count
    let columns = table.schema.fields.map { field -> Column in
      switch (field.name, field.type) {
      case ("request_id", _), ("matter_id", _), ("assignment_id", _),
        ("representative_request_id", _):
        return .int64(ValueColumn(numbers.map { Self.requestID($0.number, day: $0.day) }))
      case (_, .date): return .int32(ValueColumn(numbers.map(\.day)))
      case (_, .int32):
        return .int32(ValueColumn(numbers.map { Int32(Self.mix($0.number, 11) % 3) }))
      case (_, .timestamp):
        return .int64(ValueColumn(numbers.map { CivilTime.timestamp($0.day, hour: 9) }))
      case ("run_id", _): return .string(StringColumn(Array(repeating: run, count: count)))
      case (_, .string):
        var column = StringColumn()
        for (number, _) in numbers {
          let list = field.name.utf8.count % 2 == 0 ? Self.states : Self.categories
          let text = list[Self.rank(number, 12, below: list.count)]
          column.append(utf8: text.span)
        }
        return .string(column)
      default: return Column(nulls: count, of: field.type)
      }
    }
    return RecordBatch(schema: table.schema, columns: columns)
  }
}
