extension ClassReasons {
  /// The reasons as a reviewer reads them, with the words for their places:
  /// `平台分类名称 010102；模型 010101 0.83（夜间施工 45%、打桩 20%）；规则 L1（占道经营、摆摊）`.
  ///
  /// The candidates are left out.
  ///
  /// - Parameters:
  ///   - title: The request's title as it is now.
  ///   - content: Its content as it is now.
  public func text(title: String, content: String) -> String {
    var parts = persons
    if let platform {
      parts.append(
        (platform.isCode ? "平台分类代码 " : "平台分类名称 ") + platform.code
          + (platform.isWide ? "（按大类）" : ""))
    }
    if let model {
      let words = model.spans.compactMap { span in
        span.words(in: span.field == .title ? title : content).map { words in
          words + (span.share.map { " \(Int(($0 * 100).rounded()))%" } ?? "")
        }
      }
      parts.append(
        "模型 \(model.code) \(ClassCandidates.decimal(model.confidence))" + Self.bracketed(words))
    }
    parts += rules.map { "规则 \($0.rule)" + Self.bracketed($0.words.map(\.text)) }
    return (parts + others).joined(separator: "；")
  }

  private static func bracketed(_ words: [String]) -> String {
    words.isEmpty ? "" : "（\(words.joined(separator: "、"))）"
  }
}
