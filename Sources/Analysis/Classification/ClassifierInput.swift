internal import Columns

/// The columns of requests that classification reads.
struct ClassifierInput: Sendable {
  let requestID: ValueColumn<Int64>
  let receivedOn: ValueColumn<Int32>
  private let receivedAt: ValueColumn<Int64>
  let title: StringColumn
  let content: StringColumn
  let place: StringColumn
  let district: StringColumn
  let town: StringColumn
  let longitude: ValueColumn<Double>
  let latitude: ValueColumn<Double>
  let grid: StringColumn
  let category: StringColumn
  let scheme: StringColumn
  let type: StringColumn
  let urgency: StringColumn
  /// Where each content begins in the one that evidence tells places of; empty for their beginning.
  var contentStarts: [Int] = []

  init(_ requests: RecordBatch) {
    requestID = requests.int64s("request_id")
    receivedOn = requests.int32s("received_on")
    receivedAt = requests.int64s("received_at")
    title = requests.strings("title")
    content = requests.strings("content")
    place = requests.strings("place_text")
    district = requests.strings("district_code")
    town = requests.strings("town_code")
    longitude = requests.doubles("longitude")
    latitude = requests.doubles("latitude")
    grid = requests.strings("grid_code")
    category = requests.strings("source_category")
    scheme = requests.strings("source_category_scheme")
    type = requests.strings("request_type")
    urgency = requests.strings("urgency")
  }

  /// The minute of the day on which a request came; nil where only the day is known.
  func minute(_ row: Int) -> Int? {
    let day: Int64 = 86_400_000_000
    guard let time = receivedAt[row] else { return nil }
    let inDay = ((time % day) + day) % day
    return inDay == 0 ? nil : Int(inDay / 60_000_000)
  }
}

extension StringColumn {
  /// A row's bytes, without copying them.
  func slice(_ row: Int) -> ArraySlice<UInt8> { bytes[range(row)] }
}
