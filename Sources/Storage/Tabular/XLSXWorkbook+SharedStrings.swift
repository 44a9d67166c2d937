internal import Bytes
internal import Columns

extension XLSXWorkbook {
  /// The texts that cells refer to by number.
  func readSharedStrings() throws(StorageError) -> StringColumn {
    var strings = StringColumn()
    guard let sharedStringsPart, let member = archive[sharedStringsPart] else { return strings }
    // No text is longer than its XML; a false size only costs addresses.
    strings.bytes.reserveCapacity(
      max(0, min(member.size, member.compressedSize &* 32, limits.sharedStringBytes)))
    var xml = reader(member)
    var text: [UInt8] = []
    var isInText = false
    var phoneticDepth = 0
    while true {
      readPlainStrings(&xml, into: &strings)
      switch try xml.next() {
      case .endOfFile: return strings
      case .text:
        if isInText { xml.appendText(to: &text) }
        try checkSize(strings, text)
      case .start:
        if xml.isNamed("t") {
          isInText = phoneticDepth == 0 && !xml.isEmptyElement
        } else if xml.isNamed("rPh") && !xml.isEmptyElement {
          phoneticDepth += 1
        } else if xml.isNamed("si") && xml.isEmptyElement {
          strings.append(utf8: [UInt8]().span)
        }
      case .end:
        if xml.isNamed("t") {
          isInText = false
        } else if xml.isNamed("rPh") {
          phoneticDepth = max(0, phoneticDepth - 1)
        } else if xml.isNamed("si") {
          XMLText.resolveEscapes(&text, from: 0)
          strings.append(utf8: text.span)
          text.removeAll(keepingCapacity: true)
        }
      }
    }
  }

  private func checkSize(_ strings: borrowing StringColumn, _ text: borrowing [UInt8])
    throws(StorageError)
  {
    if strings.bytes.count + text.count > limits.sharedStringBytes {
      throw StorageError(
        .limitExceeded, "the workbook's texts exceed \(limits.sharedStringBytes) bytes")
    }
    if text.count > limits.rowBytes {
      throw StorageError(
        .limitExceeded, "a text of the workbook is longer than \(limits.rowBytes) bytes")
    }
  }

  /// Reads texts without making tokens of them, as long as they are written `<si><t>…</t></si>` and
  /// lie in the buffer whole; stops in front of whatever else comes, and in front of a text that
  /// exceeds a limit.
  private func readPlainStrings(_ xml: inout XMLReader, into strings: inout StringColumn) {
    let bytes = xml.buffered
    var place = xml.place
    var decoded: [UInt8] = []
    bytes.withUnsafeBufferPointer { buffer in
      guard let text = buffer.baseAddress else { return }
      let limit = buffer.count
      while let item = XMLReader.end(of: "<si>", text, at: place, limit: limit),
        let start = XMLReader.textStart(text, at: item, limit: limit),
        let (textEnd, isPlain) = XMLReader.textEnd(text, from: start, limit: limit),
        let end = XMLReader.end(of: "</t></si>", text, at: textEnd, limit: limit),
        strings.bytes.count &+ (textEnd &- start) <= limits.sharedStringBytes,
        textEnd &- start <= limits.rowBytes
      {
        let content = UnsafeBufferPointer(start: text + start, count: textEnd &- start)
        if isPlain {
          strings.bytes.append(contentsOf: content)
        } else {
          decoded.removeAll(keepingCapacity: true)
          XMLText.appendDecoded(Array(content)[...], to: &decoded)
          XMLText.resolveEscapes(&decoded, from: 0)
          strings.bytes.append(contentsOf: decoded)
        }
        strings.offsets.append(Int32(truncatingIfNeeded: strings.bytes.count))
        place = end
      }
    }
    xml.goOn(from: place)
  }
}
