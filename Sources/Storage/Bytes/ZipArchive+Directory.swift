extension ZipArchive {
  private static let endSignature: UInt32 = 0x0605_4b50
  private static let end64Signature: UInt32 = 0x0606_4b50
  private static let locatorSignature: UInt32 = 0x0706_4b50
  private static let memberSignature: UInt32 = 0x0201_4b50

  /// The place of a zip file's directory.
  private struct Directory {
    var offset: Int
    var byteCount: Int
    var memberCount: Int
  }

  static func readDirectory(_ storage: Storage) throws(StorageError) -> [Member] {
    let directory = try findDirectory(storage)
    guard directory.memberCount <= maximumMembers else {
      throw StorageError(.limitExceeded, "the zip file has \(directory.memberCount) members")
    }
    let bytes = try storage.bytes(at: directory.offset, count: directory.byteCount)
    var members: [Member] = []
    var at = 0
    for _ in 0..<directory.memberCount {
      guard let (member, length) = member(bytes, at: at) else {
        throw StorageError(.corrupt, "the zip file's directory is broken")
      }
      members.append(member)
      at += length
    }
    return members
  }

  private static func findDirectory(_ storage: Storage) throws(StorageError) -> Directory {
    let missing = StorageError(.corrupt, "the zip file has no directory: it is cut or broken")
    let tailCount = min(storage.size, 22 + 65_535)
    let tail = try storage.bytes(at: storage.size - tailCount, count: tailCount)
    var at = tail.count - 22
    while at >= 0 && number32(tail, at) != endSignature { at -= 1 }
    guard at >= 0 else { throw missing }
    let directory = Directory(
      offset: Int(number32(tail, at + 16)), byteCount: Int(number32(tail, at + 12)),
      memberCount: Int(number16(tail, at + 10)))
    let needs64 =
      directory.offset == 0xffff_ffff || directory.byteCount == 0xffff_ffff
      || directory.memberCount == 0xffff
    guard needs64 else {
      guard number16(tail, at + 4) == 0, number16(tail, at + 6) == 0 else {
        throw StorageError(.unsupported, "the zip file is one of several parts: join them first")
      }
      return directory
    }
    guard at >= 20, number32(tail, at - 20) == locatorSignature,
      let recordOffset = Int(exactly: number64(tail, at - 12))
    else { return directory }
    let record = try storage.bytes(at: recordOffset, count: 56)
    guard number32(record, 0) == end64Signature, let count = Int(exactly: number64(record, 32)),
      let byteCount = Int(exactly: number64(record, 40)),
      let offset = Int(exactly: number64(record, 48))
    else { throw missing }
    return Directory(offset: offset, byteCount: byteCount, memberCount: count)
  }

  /// The directory's record at an offset and its length; nil when it is broken.
  private static func member(_ bytes: [UInt8], at: Int) -> (Member, Int)? {
    guard at + 46 <= bytes.count, number32(bytes, at) == memberSignature else { return nil }
    let nameCount = Int(number16(bytes, at + 28))
    let extraCount = Int(number16(bytes, at + 30))
    let length = 46 + nameCount + extraCount + Int(number16(bytes, at + 32))
    guard at + length <= bytes.count else { return nil }
    var size = UInt64(number32(bytes, at + 24))
    var compressedSize = UInt64(number32(bytes, at + 20))
    var offset = UInt64(number32(bytes, at + 42))
    var extra = at + 46 + nameCount
    let extraEnd = extra + extraCount
    while extra + 4 <= extraEnd {
      let fieldEnd = extra + 4 + Int(number16(bytes, extra + 2))
      guard fieldEnd <= extraEnd else { break }
      if number16(bytes, extra) == 1 {
        var field = extra + 4
        func take(_ value: inout UInt64) {
          guard value == 0xffff_ffff, field + 8 <= fieldEnd else { return }
          value = number64(bytes, field)
          field += 8
        }
        take(&size)
        take(&compressedSize)
        take(&offset)
      }
      extra = fieldEnd
    }
    guard let size = Int(exactly: size), let compressedSize = Int(exactly: compressedSize),
      let offset = Int(exactly: offset)
    else { return nil }
    var name = String(decoding: bytes[at + 46..<at + 46 + nameCount], as: UTF8.self)
    if !name.contains("/") { name = name.replacing("\\", with: "/") }
    let member = Member(
      name: name, size: size, compressedSize: compressedSize, checksum: number32(bytes, at + 16),
      method: number16(bytes, at + 10), isEncrypted: number16(bytes, at + 8) & 1 != 0,
      isLink: bytes[at + 5] == 3 && number32(bytes, at + 38) >> 28 == 0xa, headerOffset: offset)
    return (member, length)
  }

  static func number16(_ bytes: [UInt8], _ at: Int) -> UInt16 {
    UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
  }

  static func number32(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(number16(bytes, at)) | UInt32(number16(bytes, at + 2)) << 16
  }

  static func number64(_ bytes: [UInt8], _ at: Int) -> UInt64 {
    UInt64(number32(bytes, at)) | UInt64(number32(bytes, at + 4)) << 32
  }
}
