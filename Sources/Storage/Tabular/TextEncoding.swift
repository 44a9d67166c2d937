/// The text encodings that we write.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8.
  case utf8 = "utf-8"
  /// UTF-8 with a byte order mark, which Excel needs to read Chinese.
  case utf8BOM = "utf-8-bom"
  /// GB18030, as most Chinese systems export.
  case gb18030
}
