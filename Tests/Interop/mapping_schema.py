"""Every mapping in the repository is valid under mapping.schema.json, and faulty ones are not.

usage: mapping_schema.py ROOT   (needs jsonschema and json5 from PyPI)
"""

import copy
import json
import pathlib
import sys

import json5
import jsonschema

root = pathlib.Path(sys.argv[1])
schema = json.loads((root / "Pipelines/mapping.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

paths = sorted(
    list(root.glob("Pipelines/cities/*/sources/*.json5"))
    + list(root.glob("SampleData/mappings/*.json5"))
    + list(root.glob("Benchmarks/*/*.json5"))
)
paths += [pathlib.Path(path) for path in sys.argv[2:]]
faults = 0
for path in paths:
    mapping = json5.loads(path.read_text(encoding="utf-8"))
    for error in validator.iter_errors(mapping):
        faults += 1
        print(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")

# A check that accepts everything would be none: one fault each must be seen.
good = json5.loads((root / "Pipelines/cities/taizhou/sources/petition.json5").read_text("utf-8"))


def broken(change):
    mapping = copy.deepcopy(good)
    change(mapping)
    return any(validator.iter_errors(mapping))


changes = {
    "an unknown key": lambda m: m.update(colums={}),
    "an unknown target": lambda m: m["columns"].update(recieved_at="登记时间"),
    "a missing target": lambda m: m["columns"].pop("received_at"),
    "an unknown word": lambda m: m["columns"]["status"]["map"].update({"办结": "close"}),
    "an unknown form": lambda m: m.update(times=["yyyy"]),
    "a map missing": lambda m: m["columns"].update(status="办结状态"),
    "an unknown source": lambda m: m.update(source="hotlin"),
    "a key of another kind": lambda m: m["columns"]["urgency"].update(html=True),
}
for name, change in changes.items():
    if not broken(change):
        faults += 1
        print(f"the schema accepts {name}")

if len(paths) < 12:
    faults += 1
    print(f"only {len(paths)} mappings were found")
print(f"{len(paths)} mappings against the schema, {len(changes)} faulty ones: {faults} faults")
sys.exit(1 if faults else 0)
