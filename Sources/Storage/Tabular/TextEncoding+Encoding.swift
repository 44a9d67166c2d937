extension TextEncoding {
  /// The bytes of valid UTF-8 in this encoding, without a byte order mark.
  public func encode(_ utf8: [UInt8]) -> [UInt8] {
    guard self == .gb18030 else { return utf8 }
    var output: [UInt8] = []
    output.reserveCapacity(utf8.count)
    GB18030.encode(utf8.span, to: &output)
    return output
  }
}
