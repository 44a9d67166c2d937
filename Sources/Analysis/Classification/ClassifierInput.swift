internal import Columns

/// The columns of requests that classification reads.
struct ClassifierInput: Sendable {
  let requestID: ValueColumn<Int64>
  let receivedOn: ValueColumn<Int32>
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
}

extension StringColumn {
  /// A row's bytes, without copying them.
  func slice(_ row: Int) -> ArraySlice<UInt8> { bytes[range(row)] }
}
