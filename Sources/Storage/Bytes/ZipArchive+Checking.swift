extension ZipArchive {
  /// Up to this size a zip file and each member may unfold as much as it likes.
  private static let freeBytes = 64 << 20
  /// How much more than its packed size a larger one may unfold to; tables come to 10 or 50, and
  /// deflate itself ends at 1,032.
  private static let maximumExpansion = 200

  /// Refuses a directory that is made to hurt: members that share their bytes, unfold to masses,
  /// or are named or linked so that unpacking would write elsewhere.
  ///
  /// Sizes are those listed; a member that unfolds to another one is refused when it is read.
  static func check(_ members: [Member], fileSize: Int) throws(StorageError) {
    var total = 0
    var free = 0
    for member in members.sorted(by: { $0.headerOffset < $1.headerOffset }) {
      guard member.headerOffset <= fileSize, member.compressedSize <= fileSize - member.headerOffset
      else {
        throw StorageError(.corrupt, "a zip member points outside the file: it is cut or broken")
      }
      guard member.headerOffset >= free else {
        throw StorageError(
          .corrupt, "members of the zip file overlap, as in a zip bomb: have it packed again")
      }
      free = member.headerOffset + 30 + member.compressedSize
      guard !member.isLink else {
        throw StorageError(
          .unsupported, "a zip member is a link and no file: have the file itself packed")
      }
      guard !leadsOut(member.name) else {
        throw StorageError(
          .unsupported,
          "a zip member's name is a path that leads out of its folder: have it packed again")
      }
      guard member.size <= allowed(member.compressedSize),
        member.size <= allowed(fileSize) - total
      else {
        throw StorageError(
          .limitExceeded,
          "the zip file unfolds to more than \(maximumExpansion) times its size: if that is meant,"
            + " unpack it first")
      }
      total += member.size
    }
  }

  private static func allowed(_ packed: Int) -> Int { max(freeBytes, packed * maximumExpansion) }

  /// Whether a name is absolute, starts with a drive, or climbs upwards.
  private static func leadsOut(_ name: String) -> Bool {
    let bytes = name.utf8
    if bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "\\") { return true }
    if bytes.dropFirst().first == UInt8(ascii: ":") { return true }
    return bytes.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
      .contains { $0.elementsEqual("..".utf8) }
  }
}
