internal import Columns
internal import Complaints

extension MappingSuggestion {
  /// Settles what depends on several rules at once.
  mutating func completeRules() {
    // A list that says how a matter came in also tells citizens' requests from inspectors' finds.
    if let channel = rules[.channel]?.from.first {
      let column = sample.columns[channel]
      let finders: Set<String> = ["inspector", "video", "leader", "media"]
      let known = column.words.keys.compactMap { VocabularyWords.word($0, for: .origin) }
      if known.contains(where: { finders.contains($0) }) {
        let reason = "渠道中有监督员、视频、领导或媒体，来源须分开"
        rules[.origin] = Rule(from: [channel], certainty: .medium, reason: reason)
        choices[channel].targets.append(Target.origin.name)
      }
    }
    // A time that was put off counts before the one it was put off from.
    if var due = rules[.sourceDueAt],
      let later = due.fallbacks.firstIndex(where: { name($0).contains("延期") })
    {
      due.fallbacks =
        due.from + due.fallbacks.enumerated().filter { $0.offset != later }.map(\.element)
      due.from = rules[.sourceDueAt].map { [$0.fallbacks[later]] } ?? due.from
      due.reason = choices[due.from[0]].reason
      rules[.sourceDueAt] = due
    }
    // A town's column that holds districts is one.
    if rules[.district] == nil, let town = rules[.town]?.from.first, let city {
      let divisions = Divisions(city.gazetteer)
      let known = sample.columns[town].share { divisions.district(Array($0.utf8).span) != nil }
      if known > 0.6, var rule = rules.removeValue(forKey: .town) {
        rule.reason += "；值是区县"
        rules[.district] = rule
        choices[town].targets = [Target.district.name]
      }
    }
  }

  /// Says of the columns that are left what a person must do.
  mutating func closeChoices() {
    for index in choices.indices where choices[index].targets.isEmpty {
      let column = sample.columns[index]
      if choices[index].reason.isEmpty {
        choices[index].isOpen = column.shape.meaning > 0 || !column.name.isEmpty
        let why = openReasons[index] ?? "列名不认识"
        choices[index].reason = "\(why)（\(ColumnDescription(column).chinese)）"
      }
    }
  }
}
