"""Tables of different readers in one form, and in which columns they differ."""

import pyarrow as pa


def canonical(table):
    """The table in the types that all readers can give: no large, view or dictionary forms."""

    def plain(kind):
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
            return pa.string()
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            return pa.list_(pa.field("element", plain(kind.value_type)))
        return kind

    schema = pa.schema([pa.field(field.name, plain(field.type)) for field in table.schema])
    return pa.table([c.cast(f.type) for c, f in zip(table.columns, schema)], schema=schema)


def differences(left, right):
    """The names of the columns in which two tables differ; types and order of rows count."""
    if left.column_names != right.column_names or left.num_rows != right.num_rows:
        return [f"{t.num_rows} rows of {t.column_names}" for t in (left, right)]
    return [
        name
        for name in left.column_names
        if left[name].type != right[name].type
        or not left[name].combine_chunks().equals(right[name].combine_chunks())
    ]
