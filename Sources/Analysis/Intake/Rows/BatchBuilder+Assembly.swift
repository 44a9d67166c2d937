internal import Columns
internal import Complaints

extension BatchBuilder {
  /// Joins the stretches of a block into its batch.
  static func assemble(
    _ parts: [BatchBuilder], _ frame: Frame, into batch: inout IntakeBatch,
    tokens: (StringColumn, StringColumn) -> ValueColumn<Int64>
  ) {
    var idNumbers = StringColumn()
    var phones = StringColumn()
    var identityRows: [Int] = []
    var damages = [Int](repeating: 0, count: Damage.allCases.count)
    for part in parts {
      let base = batch.requests.rowCount
      identityRows += part.identityRows.map { $0 + base }
      batch.spanRows += part.spanRows.map { Int32($0 + base) }
      idNumbers.append(contentsOf: part.tokenIDs)
      phones.append(contentsOf: part.tokenPhones)
      batch.requests.append(contentsOf: part.requests(frame))
      batch.states.append(contentsOf: part.states(frame))
      batch.keys += part.keys
      batch.contentHashes += part.contentHashes
      batch.stateHashes += part.stateHashes
      batch.rejects += part.rejects
      batch.identities.append(contentsOf: part.identityBatch())
      batch.spans.append(contentsOf: part.spanBatch())
      for index in damages.indices { damages[index] += part.damages[index] }
    }
    batch.identityRows = identityRows.map { Int32($0) }
    let persons = tokens(idNumbers, phones)
    precondition(persons.count == batch.requests.rowCount, "a token or none for each request")
    batch.requests["person_id"] = .int64(persons)
    batch.identities["person_id"] = .int64(persons.gathering(identityRows))
    for (index, damage) in Damage.allCases.enumerated() where damages[index] > 0 {
      batch.warnings.append(
        IntakeBatch.Warning(
          kind: damage.rawValue, count: damages[index], isRepair: damage.isRepair))
    }
  }

  /// What all rows of a file have in common.
  struct Frame: Sendable {
    let platform: String
    let source: String
    let fileID: Int64
    let runID: String
    let seenAt: Int64
  }

  private func requests(_ frame: Frame) -> RecordBatch {
    RecordBatch(
      schema: Tables.requests.schema,
      columns: Tables.requests.schema.fields.map { requestColumn($0.name, frame) })
  }

  private func requestColumn(_ name: String, _ frame: Frame) -> Column {
    let count = requestIDs.count
    switch name {
    case "request_id": return .int64(ValueColumn(requestIDs))
    case "platform": return .string(Self.constant(frame.platform, count))
    case "source": return .string(Self.constant(frame.source, count))
    case "related_record_ids":
      return related.count == count ? .stringList(related) : Column(nulls: count, of: .stringList)
    case "received_on": return .int32(ValueColumn(days))
    case "access": return .string(access())
    case "person_id": return Column(nulls: count, of: .int64)
    case "district_code": return text(.district)
    case "town_code": return text(.town)
    case "longitude": return decimals(.longitude)
    case "latitude": return decimals(.latitude)
    case "accused_kind": return text(.accused)
    case "accused_unit_code":
      return accusedUnits.count == count ? .string(accusedUnits) : Column(nulls: count, of: .string)
    case "headcount": return integers(.headcount)
    case "file_id": return .int64(ValueColumn(Array(repeating: frame.fileID, count: count)))
    case "file_row": return .int32(ValueColumn(fileRows))
    case "run_id": return .string(Self.constant(frame.runID, count))
    default: return targetColumn(name)
    }
  }

  /// A column that has the name of its target.
  private func targetColumn(_ name: String) -> Column {
    guard let target = Target(name: name) else {
      preconditionFailure("no target for column \(name)")
    }
    switch target.kind {
    case .time:
      return has(numbers[target.index].count)
        ? .int64(numbers[target.index]) : Column(nulls: requestIDs.count, of: .int64)
    case .integer: return integers(target)
    default: return text(target)
    }
  }

  /// Whether a column has its values; that of a target which no row can have has none.
  private func has(_ count: Int) -> Bool { count == requestIDs.count }

  private func text(_ target: Target) -> Column {
    has(texts[target.index].count)
      ? .string(texts[target.index]) : Column(nulls: requestIDs.count, of: .string)
  }

  private func states(_ frame: Frame) -> RecordBatch {
    let count = requestIDs.count
    return RecordBatch(
      schema: Tables.requestStates.schema,
      columns: Tables.requestStates.schema.fields.map { field -> Column in
        switch field.name {
        case "request_id": .int64(ValueColumn(requestIDs))
        case "received_on": .int32(ValueColumn(days))
        case "revision": .int32(ValueColumn(Array(repeating: 0, count: count)))
        case "seen_at": .int64(ValueColumn(Array(repeating: frame.seenAt, count: count)))
        case "file_id": .int64(ValueColumn(Array(repeating: frame.fileID, count: count)))
        case "run_id": .string(Self.constant(frame.runID, count))
        default: targetColumn(field.name)
        }
      })
  }

  private func identityBatch() -> RecordBatch {
    RecordBatch(
      schema: IntakeBatch.identitiesSchema,
      columns: [
        .int64(ValueColumn(identityRows.map { requestIDs[$0] })),
        Column(nulls: identityRows.count, of: .int64), .string(identities[0]),
        .string(identities[1]), .string(identities[2]), .string(identities[3]),
      ])
  }

  private func spanBatch() -> RecordBatch {
    RecordBatch(
      schema: IntakeBatch.spansSchema,
      columns: [
        .int64(ValueColumn(spanRows.map { requestIDs[$0] })), .string(spanColumns),
        .int32(ValueColumn(spanOffsets)), .string(spanBytes),
      ])
  }

  private func access() -> StringColumn {
    var column = StringColumn()
    let flags = numbers[Target.access.index]
    for row in 0..<requestIDs.count {
      column.append(flags[row] == 1 ? Access.confidential.rawValue : Access.normal.rawValue)
    }
    return column
  }

  private func integers(_ target: Target) -> Column {
    let column = numbers[target.index]
    guard has(column.count) else { return Column(nulls: requestIDs.count, of: .int32) }
    return .int32(
      ValueColumn(
        column.values.map { Int32(truncatingIfNeeded: $0) }, validity: column.validity))
  }

  private func decimals(_ target: Target) -> Column {
    let column = numbers[target.index]
    guard has(column.count) else { return Column(nulls: requestIDs.count, of: .double) }
    return .double(
      ValueColumn(
        column.values.map { Double(bitPattern: UInt64(bitPattern: $0)) },
        validity: column.validity))
  }

  private static func constant(_ text: String, _ count: Int) -> StringColumn {
    var column = StringColumn()
    for _ in 0..<count { column.append(text) }
    return column
  }
}
