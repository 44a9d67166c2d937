internal import Classification
internal import Columns
internal import Complaints
internal import Lake

/// Gives every request of the run its class, place and risk words.
struct ClassifyStep {
  private let context: RunContext

  init(_ context: RunContext) { self.context = context }

  /// Classifies the requests that this run took or changed, replacing what stood for them.
  func run() throws {
    let classifier = Classifier(city: context.city, model: try context.model())
    let rows = RunRows(context)
    let ids = try rows.changedIDs()
    let earlier = try ClassifiedParts(context.store.lake, of: ids)
    let decisions = try PersonDecisions(context.store.lake, of: ids)
    let commit = context.store.lake.begin()
    var detail = StepDetail([
      "requests": 0, "by_source": 0, "by_rule": 0, "by_model": 0, "by_person": 0, "open": 0,
      "split": 0,
    ])
    do {
      try rows.forEachBatch(columns: Classifier.inputColumns) { batch in
        var classified = classifier.classify(batch, runID: context.run.runID)
        var parts = classifier.parts(
          of: batch, wholes: &classified, runID: context.run.runID)
        try decisions.apply(to: &classified, city: context.city)
        try decisions.apply(to: &parts, city: context.city)
        count(classified, in: &detail)
        detail["split"] += parts.int32s("part").values.count { $0 == 1 }
        context.progress.update("classify", "\(detail["requests"]) requests")
        try earlier.replace(by: [classified, parts], in: commit)
      }
      try context.commit(commit, step: .classify, detail: detail)
    } catch {
      commit.rollback()
      throw error
    }
  }

  private func count(_ batch: RecordBatch, in detail: inout StepDetail) {
    detail["requests"] += batch.rowCount
    let deciders = batch.strings("decided_by")
    for row in 0..<batch.rowCount {
      switch deciders[row] {
      case "source": detail["by_source"] += 1
      case "rule": detail["by_rule"] += 1
      case "model": detail["by_model"] += 1
      case "person": detail["by_person"] += 1
      default: detail["open"] += 1
      }
    }
  }
}
