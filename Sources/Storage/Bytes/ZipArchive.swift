/// A zip file's list of members, and their contents.
///
/// Reads stored and deflated members, with zip64 sizes. Names are never used as paths.
public struct ZipArchive: Sendable {
  /// A member.
  public struct Member: Equatable, Sendable {
    /// The name, with `/` between folders where some programs write `\`; bytes that are not UTF-8
    /// stand as U+FFFD.
    public let name: String
    /// The size of its content.
    public let size: Int
    /// The size that it takes in the file.
    public let compressedSize: Int
    /// The CRC-32 of its content.
    public let checksum: UInt32
    let method: UInt16
    let isEncrypted: Bool
    let isLink: Bool
    let headerOffset: Int

    /// Whether it is a folder.
    public var isFolder: Bool { name.hasSuffix("/") }
  }

  /// The most members that are listed; more are a fault.
  public static let maximumMembers = 65_536

  /// The members in the order of the file's directory.
  public let members: [Member]
  let storage: Storage
  /// The place of each name in `members`; of equal names the first counts.
  private let places: [String: Int]
  /// The same for names in lower case.
  private let foldedPlaces: [String: Int]

  /// Lists a zip file on disk.
  ///
  /// - Throws: `corrupt` when the directory cannot be followed; `limitExceeded` and `unsupported`
  ///   for one that is made to hurt.
  public init(path: String) throws(StorageError) { try self.init(.file(FileReader(path: path))) }

  /// Lists a zip file in memory; the path is for messages only.
  public init(bytes: [UInt8], path: String) throws(StorageError) {
    try self.init(.memory(bytes, path: path))
  }

  private init(_ storage: Storage) throws(StorageError) {
    self.storage = storage
    do {
      members = try Self.readDirectory(storage)
      try Self.check(members, fileSize: storage.size)
      places = Dictionary(
        zip(members.map(\.name), members.indices), uniquingKeysWith: { first, _ in first })
      foldedPlaces = Dictionary(
        zip(members.map { $0.name.lowercased() }, members.indices),
        uniquingKeysWith: { first, _ in first })
    } catch { throw error.at(path: storage.path) }
  }

  /// The member with a name; where there is none, one whose name differs in case only.
  public subscript(name: String) -> Member? {
    (places[name] ?? foldedPlaces[name.lowercased()]).map { members[$0] }
  }

  /// A member's whole content.
  ///
  /// - Throws: `limitExceeded` when it unfolds to more than `limit` bytes, `corrupt` when its size
  ///   or checksum is not as listed, `unsupported` for encrypted members and other methods.
  public func read(_ member: Member, limit: Int) throws(StorageError) -> [UInt8] {
    let stream = try stream(member, limit: limit)
    var output: [UInt8] = []
    output.reserveCapacity(min(member.size, limit, 64 << 20))
    while true {
      let before = output.count
      try stream.read(1 << 20, into: &output)
      if output.count == before { return output }
    }
  }

  /// A member's content piece by piece.
  public func stream(_ member: Member, limit: Int) throws(StorageError) -> ZipMemberStream {
    do {
      return try ZipMemberStream(member, storage, limit: limit)
    } catch { throw error.at(path: storage.path) }
  }

  /// Where the bytes of a zip file are.
  enum Storage: Sendable {
    case file(FileReader)
    case memory([UInt8], path: String)

    var path: String {
      switch self {
      case .file(let reader): reader.path
      case .memory(_, let path): path
      }
    }

    var size: Int {
      switch self {
      case .file(let reader): reader.size
      case .memory(let bytes, _): bytes.count
      }
    }

    func bytes(at offset: Int, count: Int) throws(StorageError) -> [UInt8] {
      guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
        throw StorageError(.corrupt, "the zip file points outside itself: it is cut or broken")
      }
      switch self {
      case .file(let reader): return try reader.bytes(at: offset, count: count)
      case .memory(let bytes, _): return Array(bytes[offset..<offset + count])
      }
    }
  }
}
