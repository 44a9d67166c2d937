internal import Language

/// A request's texts, and buffers that one thread reuses from request to request.
///
/// The texts are appended in order of trust: the address first, then the title, then the content.
public struct PlaceScratch: Sendable {
  /// The texts, each followed by a line feed.
  var text: [UInt8] = []
  /// Where each text starts.
  var fields: [Int32] = []
  /// Whether the first text is an address.
  var hasAddress = false
  var found: [PatternMatch] = []
  var mentions: [PlaceMention] = []
  /// What `readNames` found.
  public internal(set) var named: [NamedPlace] = []
  var bearers: [Int32] = []
  var repair = PlaceRepair.Scratch()
  /// What earlier rows named; nil where each request stands for itself.
  var memory: PlaceMemory?

  /// Makes empty buffers.
  ///
  /// - Parameter finder: With a finder, what rows name helps those after them where nothing else
  ///   decides between places of one name; rows must then come in a fixed order.
  public init(rememberingFor finder: PlaceFinder? = nil) {
    if let finder {
      memory = PlaceMemory(
        placeCount: finder.entries.count, districtCount: finder.divisionCount)
    }
  }

  /// Forgets the texts of the last request.
  public mutating func clear() {
    text.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    hasAddress = false
  }

  /// Adds a text of the request.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - isAddress: Whether it is the place as the source gives it; it must come first.
  public mutating func append(_ bytes: Span<UInt8>, isAddress: Bool = false) {
    if isAddress, fields.isEmpty { hasAddress = true }
    fields.append(Int32(text.count))
    text.reserveCapacity(text.count + bytes.count + 1)
    for index in 0..<bytes.count { text.append(bytes[index]) }
    text.append(0x0A)
  }

  /// The bytes of all texts, each followed by a line feed.
  public var bytes: [UInt8] { text }

  /// The number of the text that an offset lies in.
  func field(at offset: Int32) -> Int32 {
    var field = Int32(fields.count) - 1
    while field > 0, fields[Int(field)] > offset { field -= 1 }
    return field
  }
}

/// A name of the gazetteer in one of a request's texts.
struct PlaceMention: Sendable {
  let name: Int32
  let field: Int32
  /// Offsets in all texts.
  let start: Int32
  let end: Int32
  /// Whether it only bounds the place: 乙路 in 甲路与乙路交叉口.
  let isSecondary: Bool
}
