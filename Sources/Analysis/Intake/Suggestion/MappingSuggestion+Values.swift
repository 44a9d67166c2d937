internal import Columns

extension MappingSuggestion {
  /// Gives columns with unknown names what only their values show.
  mutating func assignByValues() {
    guardPersons()
    findRecordID()
    findTime()
    for target in VocabularyWords.targets where rules[target] == nil {
      let free = freeColumns.filter {
        ColumnFit(column: sample.columns[$0], city: city).of(target) == 1
      }
      // 其他 and the like stand in many lists: two words at least must be known.
      let best = free.filter { column in
        sample.columns[column].words.keys.count {
          VocabularyWords.word($0, for: target) != nil
        } >= 2
      }
      if let column = best.first { take(target, column, "值多为已知的词") }
    }
    findTexts()
    for (target, shape) in [(Target.longitude, ValueShape.longitude), (.latitude, .latitude)]
    where rules[target] == nil {
      let isPair = rules[.longitude] != nil || rules[.latitude] != nil || coordinates.count == 2
      if isPair, let column = coordinates.first(where: { share($0, shape) > 0.9 }) {
        take(target, column, "值在国内经纬度范围内")
      }
    }
  }

  private var coordinates: [Int] {
    freeColumns.filter { share($0, .longitude) > 0.9 || share($0, .latitude) > 0.9 }
  }

  /// Columns that neither have a target nor are known to be of no use.
  var freeColumns: [Int] {
    choices.indices.filter {
      choices[$0].reason.isEmpty && sample.columns[$0].shape.meaning > 0
    }
  }

  private func share(_ column: Int, _ shape: ValueShape) -> Double {
    sample.columns[column].shape.share(shape)
  }

  private mutating func take(_ target: Target, _ column: Int, _ why: String) {
    let text = "列名不认识；\(why)（\(ColumnDescription(sample.columns[column]).chinese)）"
    rules[target] = Rule(from: [column], certainty: .low, reason: text)
    note(column, target, .low, text)
  }

  /// What looks like a person's is taken as such, whatever it is called: it is then looked for in
  /// the texts and never stored.
  private mutating func guardPersons() {
    for column in freeColumns {
      if share(column, .idNumber) > 0.5 {
        rules[.idNumber] == nil ? take(.idNumber, column, "值像身份证号") : open(column, "值像身份证号，但已有证件列")
      } else if share(column, .phone) > 0.6 {
        let target: Target = rules[.phone] == nil ? .phone : .otherPhone
        rules[target] == nil ? take(target, column, "值像电话") : open(column, "值像电话，但已有电话列")
      } else if share(column, .email) > 0.6, rules[.email] == nil {
        take(.email, column, "值像邮箱")
      } else if share(column, .plate) > 0.6, rules[.plate] == nil {
        take(.plate, column, "值像车牌")
      } else if share(column, .name) > 0.8, sample.columns[column].distinct >= 20,
        sample.columns[column].distinctShare > 0.2, share(column, .division) < 0.3,
        share(column, .unit) < 0.3
      {
        let target: Target = rules[.name] == nil ? .name : .otherName
        rules[target] == nil ? take(target, column, "值像姓名") : open(column, "值像姓名，但已有姓名列")
      }
    }
  }

  mutating func open(_ column: Int, _ why: String) { openReasons[column] = why }

  private mutating func findRecordID() {
    guard rules[.sourceRecordID] == nil else { return }
    let keys = freeColumns.filter {
      ColumnFit(column: sample.columns[$0], city: city).of(.sourceRecordID) == 1
        && (sample.records < 3 || share($0, .time) < 0.8 || share($0, .recordID) > 0.8)
        && sample.columns[$0].distinct > 1
    }
    if let column = keys.first { take(.sourceRecordID, column, "每行一个值，像编号") }
  }

  /// The time of receipt is the earliest of the times that every row has.
  private mutating func findTime() {
    guard rules[.receivedAt] == nil else { return }
    let times = freeColumns.filter {
      ColumnFit(column: sample.columns[$0], city: city).of(.receivedAt) == 1
        && sample.columns[$0].fill > 0.95
    }
    let earliest = times.min {
      (sample.columns[$0].meanTime ?? 0) < (sample.columns[$1].meanTime ?? 0)
    }
    if let earliest { take(.receivedAt, earliest, "每行都有的时间中最早的") }
  }

  private mutating func findTexts() {
    if rules[.content] == nil {
      let texts = freeColumns.filter {
        sample.columns[$0].fill > 0.3 && share($0, .longText) > 0.3
          && sample.columns[$0].distinctShare > 0.3
      }
      if let column = texts.max(by: { share($0, .longText) < share($1, .longText) }) {
        take(.content, column, "值是各不相同的长文字")
      }
    }
    if rules[.content] == nil, rules[.title] == nil {
      let texts = freeColumns.filter {
        share($0, .shortText) > 0.8 && sample.columns[$0].distinctShare > 0.5
          && share($0, .unit) < 0.3 && share($0, .division) < 0.3
      }
      if let column = texts.first { take(.title, column, "值是各不相同的短文字") }
    }
  }
}
