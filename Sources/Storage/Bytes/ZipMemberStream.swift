/// The content of a zip member, unpacked piece by piece.
public final class ZipMemberStream {
  /// How much is read from the file at a time.
  private static let pieceBytes = 32 << 10

  private let member: ZipArchive.Member
  private let storage: ZipArchive.Storage
  private let inflater: Inflater?
  private let limit: Int
  private var offset: Int
  private let end: Int
  private var byteCount = 0
  private var checksum: UInt32 = 0
  private var hasEnded = false

  init(_ member: ZipArchive.Member, _ storage: ZipArchive.Storage, limit: Int) throws(StorageError)
  {
    if member.isEncrypted {
      throw StorageError(.unsupported, "the zip file has a password: save it without")
    }
    guard member.method == 0 || member.method == 8 else {
      throw StorageError(
        .unsupported, "a zip member is packed by method \(member.method): pack it with deflate")
    }
    let header = try storage.bytes(at: member.headerOffset, count: 30)
    guard ZipArchive.number32(header, 0) == 0x0403_4b50 else {
      throw StorageError(.corrupt, "a zip member has no header")
    }
    self.member = member
    self.storage = storage
    offset =
      member.headerOffset + 30 + Int(ZipArchive.number16(header, 26))
      + Int(ZipArchive.number16(header, 28))
    guard offset <= storage.size, member.compressedSize <= storage.size - offset else {
      throw StorageError(.corrupt, "a zip member points outside the file: it is cut or broken")
    }
    end = offset + member.compressedSize
    self.limit = limit
    inflater = member.method == 8 ? Inflater(wrapper: .raw) : nil
  }

  /// Appends more of the content, about `count` bytes; none only at its end.
  ///
  /// - Throws: `limitExceeded` past the limit, `corrupt` when size or checksum is not as listed.
  public func read(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    do {
      try unpack(count, into: &output)
    } catch { throw error.at(path: storage.path) }
  }

  private func unpack(_ count: Int, into output: inout [UInt8]) throws(StorageError) {
    let start = output.count
    while output.count - start < count && !hasEnded {
      let before = output.count
      let piece = try storage.bytes(at: offset, count: min(Self.pieceBytes, end - offset))
      if let inflater {
        let (consumed, ended) = try inflate(piece, by: inflater, into: &output)
        offset += consumed
        if ended {
          hasEnded = true
        } else if piece.isEmpty || (consumed == 0 && output.count == before) {
          throw StorageError(.corrupt, "a zip member ends too early")
        }
      } else {
        if byteCount + piece.count > limit {
          throw StorageError(.limitExceeded, "a zip member is larger than \(limit) bytes")
        }
        output += piece
        offset += piece.count
        hasEnded = offset == end
      }
      checksum = Deflate.crc32(output.span.extracting(before..<output.count), from: checksum)
      byteCount += output.count - before
    }
    guard hasEnded else { return }
    guard byteCount == member.size, checksum == member.checksum else { throw Self.notAsListed }
  }

  private func inflate(_ piece: [UInt8], by inflater: Inflater, into output: inout [UInt8])
    throws(StorageError) -> (consumed: Int, ended: Bool)
  {
    let room = output.count + min(limit, member.size) - byteCount
    do {
      return try inflater.step(piece.span, into: &output, limit: room)
    } catch {
      throw error.code == .limitExceeded && member.size < limit ? Self.notAsListed : error
    }
  }

  private static let notAsListed = StorageError(
    .corrupt, "a zip member's size or checksum is not as listed: the zip file is broken")
}
