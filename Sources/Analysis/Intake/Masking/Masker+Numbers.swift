extension Masker {
  /// Looks at the run of digits that starts at an offset; gives the byte behind it.
  mutating func number(_ text: Span<UInt8>, _ offset: Int, _ own: OwnData) -> Int {
    let end = run.read(text, offset)
    let total = run.digits.count
    if total >= 5 {
      readsOwnNumbers = true
      findOwnNumbers(text, own)
      let context = NumberContext(text, offset)
      if run.groups.count > 1, !context.isCode { longest(text, context) }
      for index in run.groups.indices where !run.groups[index].isTaken {
        alone(text, index, context)
      }
      if run.groups.count > 1, !context.isCode {
        for index in run.groups.indices where !run.groups[index].isTaken {
          together(text, index, context)
        }
      }
    }
    if total >= 2 || isSingleHouse(text, offset, end) { doors(text) }
    return end
  }

  /// The row's own phones and documents, however they are divided.
  private mutating func findOwnNumbers(_ text: Span<UInt8>, _ own: OwnData) {
    for item in own.numbers {
      let wanted = own.bytes[item.start..<item.end]
      let count = wanted.count
      guard count <= run.digits.count else { continue }
      var at = 0
      while at <= run.digits.count &- count {
        var matched = 0
        while matched < count,
          run.digits[at &+ matched] == wanted[wanted.startIndex &+ matched]
        {
          matched &+= 1
        }
        guard matched == count else {
          at &+= 1
          continue
        }
        var end = run.ends[at &+ count &- 1]
        if item.mask == .idNumber, end < text.count, text[end] | 0x20 == UInt8(ascii: "x") {
          end &+= 1
        }
        found(item.mask, run.starts[at], end)
        if item.mask == .phone { namesBeside(text, run.starts[at], end) }
        take(run.starts[at], end)
        at &+= count
      }
    }
  }

  /// Cards and landlines with their area code come first, lest a part of them be left behind.
  private mutating func longest(_ text: Span<UInt8>, _ context: NumberContext) {
    for index in run.groups.indices where !run.groups[index].isTaken {
      if index == 0, let last = account(context) {
        mark(text, .card, index, last)
      } else if !context.hasCardCue, run.groups[index].count == 6,
        let last = idNumber(text, index)
      {
        mark(text, .idNumber, index, last)
      } else if let last = card(index, context) {
        mark(text, .card, index, last)
      } else if let last = foreignForm(index) ?? dividedMobile(text, index, context) {
        mark(text, .phone, index, last)
      } else if run.digits[run.groups[index].first] == 0,
        let last = landline(text, index, context)
      {
        mark(text, .phone, index, last)
      }
    }
  }

  private mutating func take(_ start: Int, _ end: Int) {
    for index in run.groups.indices
    where run.groups[index].start < end && run.groups[index].end > start {
      run.groups[index].isTaken = true
    }
  }

  /// A group of digits with nothing between them.
  private mutating func alone(_ text: Span<UInt8>, _ index: Int, _ context: NumberContext) {
    let group = run.groups[index]
    let isCode = index == 0 && context.isCode
    guard let mask = kind(text, group, context, isCode: isCode) else { return }
    var end = group.end
    if mask == .idNumber, group.count == 17 {
      end &+= 1
      // The class of a disability certificate goes on behind the number.
      while end < text.count, end &- group.end < 5, isLatin(text[end]) || text[end] &- 0x30 <= 9 {
        end &+= 1
      }
    }
    if mask == .plate { end &+= 3 }
    let start = mask == .phone ? countryStart(index) : group.start
    if mask == .phone { end = extensionEnd(text, end) }
    found(mask, start, end)
    run.groups[index].isTaken = true
    if mask == .phone { namesBeside(text, start, end) }
  }

  /// Where a phone starts with the country's code, when that is a group of its own before it.
  private func countryStart(_ index: Int) -> Int {
    let own = run.groups[index]
    guard index > 0, own.gap == .soft, own.first &+ 9 < run.digits.count,
      run.digits[own.first] <= 1
    else { return own.start }
    let before = run.groups[index &- 1]
    guard !before.isTaken, (2...4).contains(before.count),
      run.value(before.first, before.count) == 86
    else { return own.start }
    return before.start
  }

  private func kind(
    _ text: Span<UInt8>, _ group: NumberRun.Group, _ context: NumberContext, isCode: Bool
  ) -> Mask? {
    let count = group.count
    if count < 5 { return nil }
    if count == 18 || count == 17 || count == 15 {
      if isIDNumber(text, group.first, count, group.end, isFree: !isCode && !context.isOrder) {
        return .idNumber
      }
    }
    if count == 20, !isCode, isIDNumber(text, group.first, 18, group.end, isFree: false) {
      return .idNumber
    }
    if isCode || context.isOrder || isPublicLine(group) { return nil }
    if count == 6, isEmbassy(text, group) { return .plate }
    if isMobile(group.first, count) { return .phone }
    let isAmount = context.isMeasured(text, group.end)
    if (10...12).contains(count), run.digits[group.first] == 0, run.digits[group.first &+ 1] != 0 {
      return .phone
    }
    if count == 8, (2...8).contains(run.digits[group.first]), !isAmount, !isDate(group),
      context.hasPhoneCue || group.start == 0 || !isLatin(text[group.start &- 1]),
      group.gap != .point || context.hasPhoneCue
    {
      return .phone
    }
    if (15...19).contains(count), isCard(group.first, count) || context.hasCardCue {
      return isDate(group) ? nil : .card
    }
    if context.hasCardCue, count >= 8, !isDate(group) { return .card }
    if context.hasPhoneCue, count >= 7, count <= 20, !isAmount, !isDate(group) { return .phone }
    if context.hasPhoneCueBeside, count == 5 || count == 6, !isAmount, !isPublic(group) {
      return .phone
    }
    return nil
  }

  /// Groups that make a number together.
  private mutating func together(
    _ text: Span<UInt8>, _ index: Int, _ context: NumberContext
  ) {
    let group = run.groups[index]
    let first = group.first
    var mask: Mask?
    var last = index
    if run.digits[first] == 1, first &+ 11 <= run.digits.count,
      run.digits[first &+ 1] >= 3, let end = run.composite(from: index, count: 11)
    {
      (mask, last) = (.phone, end)
    } else if let end = idNumber(text, index) {
      (mask, last) = (.idNumber, end)
    } else if let end = landline(text, index, context) {
      (mask, last) = (.phone, end)
    }
    if let mask { mark(text, mask, index, last) }
  }

  /// Notes the groups from `first` to `last` as one number.
  private mutating func mark(_ text: Span<UInt8>, _ mask: Mask, _ first: Int, _ last: Int) {
    let start = mask == .phone ? countryStart(first) : run.groups[first].start
    var end = run.groups[last].end
    if mask == .idNumber, end < text.count, text[end] | 0x20 == UInt8(ascii: "x") { end &+= 1 }
    if mask == .phone { end = extensionEnd(text, end) }
    found(mask, start, end)
    for taken in first...last { run.groups[taken].isTaken = true }
    if mask == .phone { namesBeside(text, start, end) }
  }

  /// `6222 0212 3456 7890 128`: groups of four that make a card.
  private func card(_ index: Int, _ context: NumberContext) -> Int? {
    guard run.groups[index].count == 4 else { return nil }
    for count in [19, 18, 17, 16] where run.groups[index].first &+ count <= run.digits.count {
      guard let end = run.composite(from: index, count: count, across: false), end > index &+ 2
      else { continue }
      if isCard(run.groups[index].first, count) || context.hasCardCue { return end }
    }
    return nil
  }

  func idNumber(_ text: Span<UInt8>, _ index: Int) -> Int? {
    let first = run.groups[index].first
    for count in [18, 17, 15] {
      if count == 15, run.groups[index].count != 6 { return nil }
      guard first &+ count <= run.digits.count,
        let end = run.composite(from: index, count: count),
        isIDNumber(text, first, count, run.groups[end].end, isFree: true)
      else { continue }
      return end
    }
    return nil
  }

  /// `0523 8688 6888`, `(0523)86886888-8001`, `8688-6888`.
  private func landline(
    _ text: Span<UInt8>, _ index: Int, _ context: NumberContext
  ) -> Int? {
    let group = run.groups[index]
    let lead = run.digits[group.first]
    if lead == 0, group.count == 3 || group.count == 4, index &+ 1 < run.groups.count {
      for count in [8, 7] {
        guard let end = run.composite(from: index &+ 1, count: count, across: false),
          run.groups[index &+ 1].gap != .list || isSlashed(text, index)
        else { continue }
        let next = end &+ 1
        let hasExtension =
          next < run.groups.count && run.groups[next].count <= 5
          && run.groups[next].gap == .soft && !run.groups[next].isTaken
          && text[run.groups[end].end] == UInt8(ascii: "-")
        return hasExtension ? next : end
      }
    }
    if lead == 0, group.count == 5, run.digits[group.first &+ 1] != 0,
      index &+ 1 < run.groups.count,
      run.groups[index &+ 1].count == 7, run.groups[index &+ 1].gap == .soft,
      !run.groups[index &+ 1].isTaken
    {
      return index &+ 1
    }
    if group.count == 4, lead >= 5, lead <= 8, index &+ 1 < run.groups.count,
      run.groups[index &+ 1].count == 4, run.groups[index &+ 1].gap == .soft,
      !run.groups[index &+ 1].isTaken,
      !context.isMeasured(text, run.groups[index &+ 1].end),
      run.value(group.first, 4) % 100 != 0 || run.value(group.first &+ 4, 4) % 100 != 0
    {
      return index &+ 1
    }
    return nil
  }

  /// One mobile number, or several run together, with or without the country's prefix.
  private func isMobile(_ first: Int, _ count: Int) -> Bool {
    var start = first
    var left = count
    if left > 11 {
      for prefix in [2, 1, 3, 4] where (left &- prefix) % 11 == 0 {
        let value = run.value(first, prefix)
        if value == (prefix == 1 ? 0 : 86) {
          start &+= prefix
          left &-= prefix
          break
        }
      }
    }
    guard left >= 11, left % 11 == 0 else { return false }
    for at in stride(from: start, to: start &+ left, by: 11)
    where run.digits[at] != 1 || run.digits[at &+ 1] < 3 { return false }
    return true
  }

  /// Whether digits are a resident identity number; `isFree` takes them without a right check digit.
  private func isIDNumber(
    _ text: Span<UInt8>, _ first: Int, _ count: Int, _ end: Int, isFree: Bool
  ) -> Bool {
    if count == 15 {
      return isFree && run.digits[first] >= 1 && run.digits[first] <= 8
        && hasDay(run.value(first &+ 6, 6) + 19_000_000)
    }
    guard hasDay(run.value(first &+ 6, 8)), run.value(first &+ 6, 4) <= 2030 else { return false }
    if count == 17 {
      return end < text.count && text[end] | 0x20 == UInt8(ascii: "x")
    }
    if isFree, run.digits[first] >= 1, run.digits[first] <= 8, !isDateAt(first) { return true }
    var sum = 0
    for index in 0..<18 {
      sum &+= Int(run.digits[first &+ index]) &* Self.weights[index]
    }
    return sum % 11 == 1
  }

  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1]

  /// Whether digits look like a bank card: its check digit (Luhn) is right, or it starts with 62.
  private func isCard(_ first: Int, _ count: Int) -> Bool {
    guard (15...19).contains(count), run.digits[first] >= 3 else { return false }
    if count >= 16, run.value(first, 2) == 62 { return true }
    var sum = 0
    for index in 0..<count {
      let digit = Int(run.digits[first &+ count &- 1 &- index])
      let doubled = index % 2 == 1 ? digit * 2 : digit
      sum &+= doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0 && run.digits[first] != 7 && run.digits[first] != 8
      && !(count == 17 || count == 18) && run.value(first, 4) != 3212
  }

  /// Whether a group starts with a day of our time, as order numbers and times do.
  private func isDate(_ group: NumberRun.Group) -> Bool {
    group.count >= 8 && isDateAt(group.first)
  }

  private func isDateAt(_ first: Int) -> Bool {
    let day = run.value(first, 8)
    return day >= 19_500_101 && day < 21_000_101 && hasDay(day)
  }

  private func hasDay(_ value: Int) -> Bool {
    let year = value / 10_000
    let month = value / 100 % 100
    let day = value % 100
    return (1900...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }

  /// Lines of firms and senders of bulk messages, which belong to no person: 400, 800, 106.
  private func isPublicLine(_ group: NumberRun.Group) -> Bool {
    guard group.count >= 10 else { return false }
    let lead = run.value(group.first, 3)
    return group.count == 10 && (lead == 400 || lead == 800) || lead == 106
  }

  /// Numbers of public services.
  private func isPublic(_ group: NumberRun.Group) -> Bool {
    let lead = run.value(group.first, 2)
    return run.digits[group.first] == 1 || lead == 95 || lead == 96 || lead == 19 || lead == 20
  }
}
