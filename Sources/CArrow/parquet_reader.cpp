#include <arrow/api.h>
#include <arrow/io/file.h>
#include <arrow/util/thread_pool.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/schema.h>
#include <parquet/exception.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>

#include "decimal_units.h"
#include "guard.h"

namespace {

/// Texts of a column in one batch: distinct values and, for each row, which of them; row by row where there is no dictionary.
struct Texts {
  std::shared_ptr<arrow::Array> values;             // StringArray or LargeStringArray (or binary)
  std::shared_ptr<arrow::DictionaryArray> indices;  // null: row i has value i
  int64_t kept = 0;
};

std::string_view view(const arrow::Array &array, int64_t i) {
  switch (array.type_id()) {
    case arrow::Type::LARGE_STRING:
    case arrow::Type::LARGE_BINARY:
      return static_cast<const arrow::LargeBinaryArray &>(array).GetView(i);
    default:
      return static_cast<const arrow::BinaryArray &>(array).GetView(i);
  }
}

/// Whole numbers as texts, for identifiers that were taken for numbers.
template <typename Type>
arrow::Result<std::shared_ptr<arrow::Array>> digits_of(const arrow::Array &array) {
  arrow::StringBuilder builder;
  auto &numbers = static_cast<const arrow::NumericArray<Type> &>(array);
  for (int64_t i = 0; i < array.length(); i++) {
    ARROW_RETURN_NOT_OK(array.IsNull(i) ? builder.AppendNull() : builder.Append(std::to_string(numbers.Value(i))));
  }
  return builder.Finish();
}

arrow::Result<std::shared_ptr<arrow::Array>> digits(const arrow::Array &array) {
  switch (array.type_id()) {
    case arrow::Type::INT8: return digits_of<arrow::Int8Type>(array);
    case arrow::Type::INT16: return digits_of<arrow::Int16Type>(array);
    case arrow::Type::INT32: return digits_of<arrow::Int32Type>(array);
    case arrow::Type::INT64: return digits_of<arrow::Int64Type>(array);
    case arrow::Type::UINT8: return digits_of<arrow::UInt8Type>(array);
    case arrow::Type::UINT16: return digits_of<arrow::UInt16Type>(array);
    case arrow::Type::UINT32: return digits_of<arrow::UInt32Type>(array);
    default: return digits_of<arrow::UInt64Type>(array);
  }
}

bool is_text(const arrow::DataType &type) {
  switch (type.id()) {
    case arrow::Type::STRING:
    case arrow::Type::BINARY:
    case arrow::Type::LARGE_STRING:
    case arrow::Type::LARGE_BINARY:
    case arrow::Type::NA:
      return true;
    case arrow::Type::DICTIONARY:
      return is_text(*static_cast<const arrow::DictionaryType &>(type).value_type());
    case arrow::Type::MAP: {
      auto &map = static_cast<const arrow::MapType &>(type);
      return map.key_type()->id() == arrow::Type::STRING && map.item_type()->id() == arrow::Type::STRING;
    }
    default:
      return false;
  }
}

int kind_of(const arrow::DataType &type) {
  if (is_text(type)) return CARROW_TEXT;
  if (arrow::is_decimal(type.id()) || arrow::is_integer(type.id())) return CARROW_NUMBER;
  switch (type.id()) {
    case arrow::Type::DOUBLE:
    case arrow::Type::FLOAT:
      return CARROW_NUMBER;
    case arrow::Type::TIMESTAMP:
    case arrow::Type::DATE32:
    case arrow::Type::DATE64:
      return CARROW_INSTANT;
    default:
      return CARROW_OTHER;
  }
}

void append_json(std::string &json, std::string_view text) {
  json += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", c);
      json += escaped;
    } else {
      json += c;
    }
  }
  json += '"';
}

/// A map of texts, row by row, as JSON objects.
arrow::Result<std::shared_ptr<arrow::Array>> json_of(const arrow::MapArray &map) {
  arrow::StringBuilder builder;
  const auto &keys = *map.keys();
  const auto &items = *map.items();
  std::string json;
  for (int64_t i = 0; i < map.length(); i++) {
    if (map.IsNull(i)) {
      ARROW_RETURN_NOT_OK(builder.AppendNull());
      continue;
    }
    json = "{";
    for (int64_t j = map.value_offset(i); j < map.value_offset(i + 1); j++) {
      if (json.size() > 1) json += ',';
      append_json(json, view(keys, j));
      json += ':';
      if (items.IsNull(j)) {
        json += "null";
      } else {
        append_json(json, view(items, j));
      }
    }
    json += '}';
    ARROW_RETURN_NOT_OK(builder.Append(json));
  }
  return builder.Finish();
}

/// How many texts of `before` stand at the same places in `now`: all or none.
int64_t kept_texts(const arrow::Array *before, const arrow::Array &now) {
  if (before == nullptr || before->type_id() != arrow::Type::STRING || now.type_id() != arrow::Type::STRING) return 0;
  auto &a = static_cast<const arrow::StringArray &>(*before);
  auto &b = static_cast<const arrow::StringArray &>(now);
  int64_t n = a.length();
  if (n == 0 || n > b.length() || a.value_offset(0) != 0 || b.value_offset(0) != 0) return 0;
  if (std::memcmp(a.raw_value_offsets(), b.raw_value_offsets(), size_t(n + 1) * sizeof(int32_t)) != 0) return 0;
  return std::memcmp(a.raw_data(), b.raw_data(), size_t(a.value_offset(n))) == 0 ? n : 0;
}

arrow::Result<Texts> texts_of(const std::shared_ptr<arrow::Array> &array, const Texts &before) {
  Texts texts;
  if (array->type_id() == arrow::Type::DICTIONARY) {
    texts.indices = std::static_pointer_cast<arrow::DictionaryArray>(array);
    texts.values = texts.indices->dictionary();
    if (before.indices) texts.kept = kept_texts(before.values.get(), *texts.values);
  } else if (array->type_id() == arrow::Type::MAP) {
    ARROW_ASSIGN_OR_RAISE(texts.values, json_of(static_cast<const arrow::MapArray &>(*array)));
  } else if (array->type_id() == arrow::Type::NA) {
    ARROW_ASSIGN_OR_RAISE(texts.values, arrow::MakeArrayOfNull(arrow::utf8(), array->length()));
  } else {
    texts.values = array;
  }
  return texts;
}

}  // namespace

struct carrow_reader {
  std::unique_ptr<parquet::arrow::FileReader> file;
  std::shared_ptr<arrow::Schema> schema;
  std::vector<std::string> types;
  std::unique_ptr<arrow::RecordBatchReader> batches;
  std::shared_ptr<arrow::RecordBatch> batch;
  std::vector<int> position;  // of each selected column in the batch
  std::vector<Texts> texts;

  const std::shared_ptr<arrow::Array> column(int32_t k) const { return batch->column(position[size_t(k)]); }
};

extern "C" int carrow_reader_open(const char *path, carrow_reader **out, carrow_message *message) {
  return guarded(message, [&] {
    auto open = [&]() -> arrow::Status {
      auto reader = std::make_unique<carrow_reader>();
      parquet::arrow::FileReaderBuilder builder;
      auto properties = parquet::default_reader_properties();
      properties.enable_buffered_stream();
      ARROW_RETURN_NOT_OK(builder.OpenFile(path, false, properties));
      parquet::ArrowReaderProperties arrow_properties(false);
      arrow_properties.set_pre_buffer(false);
      const auto *columns = builder.raw_reader()->metadata()->schema();
      for (int i = 0; i < columns->num_columns(); i++) {
        if (columns->Column(i)->physical_type() == parquet::Type::BYTE_ARRAY &&
            columns->Column(i)->path()->ToDotVector().size() == 1) {
          auto logical = columns->Column(i)->logical_type();
          if (!logical->is_decimal()) arrow_properties.set_read_dictionary(i, true);
        }
      }
      builder.properties(arrow_properties);
      ARROW_ASSIGN_OR_RAISE(reader->file, builder.Build());
      ARROW_RETURN_NOT_OK(reader->file->GetSchema(&reader->schema));
      for (const auto &field : reader->schema->fields()) reader->types.push_back(field->type()->ToString());
      *out = reader.release();
      return arrow::Status::OK();
    };
    auto status = open();
    return status.ok() ? 0 : refuse(message, status.message());
  });
}

extern "C" void carrow_reader_close(carrow_reader *reader) { delete reader; }
extern "C" int32_t carrow_reader_columns(const carrow_reader *reader) { return reader->schema->num_fields(); }
extern "C" int64_t carrow_reader_rows(const carrow_reader *reader) {
  return reader->file->parquet_reader()->metadata()->num_rows();
}
extern "C" const char *carrow_reader_name(const carrow_reader *reader, int32_t column) {
  return reader->schema->field(column)->name().c_str();
}
extern "C" const char *carrow_reader_type(const carrow_reader *reader, int32_t column) {
  return reader->types[size_t(column)].c_str();
}
extern "C" int carrow_reader_kind(const carrow_reader *reader, int32_t column) {
  return kind_of(*reader->schema->field(column)->type());
}

static arrow::Status select(carrow_reader *reader, const int32_t *columns, int32_t count, int64_t batch_rows,
                            int threads) {
  const auto &fields = reader->file->manifest().schema_fields;
  std::vector<int> leaves;
  std::function<void(const parquet::arrow::SchemaField &)> add = [&](const parquet::arrow::SchemaField &field) {
    if (field.is_leaf()) leaves.push_back(field.column_index);
    for (const auto &child : field.children) add(child);
  };
  reader->position.clear();
  for (int32_t k = 0; k < count; k++) {
    add(fields[size_t(columns[k])]);
    int before = 0;  // batches hold the columns in the order of the file
    for (int32_t other = 0; other < count; other++) before += columns[other] < columns[k];
    reader->position.push_back(before);
  }
  if (threads > 1) ARROW_RETURN_NOT_OK(arrow::SetCpuThreadPoolCapacity(threads));
  reader->file->set_use_threads(threads > 1);
  reader->file->set_batch_size(batch_rows);
  std::sort(leaves.begin(), leaves.end());
  std::vector<int> groups;
  for (int g = 0; g < reader->file->num_row_groups(); g++) groups.push_back(g);
  ARROW_ASSIGN_OR_RAISE(reader->batches, reader->file->GetRecordBatchReader(groups, leaves));
  reader->texts.assign(size_t(count), Texts());
  return arrow::Status::OK();
}

extern "C" int carrow_reader_select(carrow_reader *reader, const int32_t *columns, int32_t count, int64_t batch_rows,
                                    int threads, carrow_message *message) {
  return guarded(message, [&] {
    auto status = select(reader, columns, count, batch_rows, threads);
    return status.ok() ? 0 : refuse(message, status.message());
  });
}

extern "C" int64_t carrow_reader_next(carrow_reader *reader, carrow_message *message) {
  return guarded(message, [&]() -> int64_t {
    do {
      auto status = reader->batches->ReadNext(&reader->batch);
      if (!status.ok()) return refuse(message, status.message());
    } while (reader->batch && reader->batch->num_rows() == 0);
    if (!reader->batch) return 0;
    for (size_t k = 0; k < reader->texts.size(); k++) {
      auto column = reader->column(int32_t(k));
      if (!is_text(*column->type())) {
        reader->texts[k] = Texts();
        continue;
      }
      auto texts = texts_of(column, reader->texts[k]);
      if (!texts.ok()) return refuse(message, texts.status().message());
      reader->texts[k] = *std::move(texts);
    }
    return reader->batch->num_rows();
  });
}

extern "C" void carrow_reader_texts(carrow_reader *reader, int32_t k, int64_t *count, int64_t *kept) {
  Texts &texts = reader->texts[size_t(k)];
  if (!texts.values) {
    auto built = digits(*reader->column(k));
    texts.values = built.ok() ? *built : nullptr;
    if (!texts.values) texts.values = arrow::MakeArrayOfNull(arrow::utf8(), reader->batch->num_rows()).ValueOrDie();
  }
  *count = texts.values->length();
  *kept = texts.kept;
}

extern "C" const uint8_t *carrow_reader_text(const carrow_reader *reader, int32_t k, int64_t i, int64_t *size) {
  static const uint8_t nothing = 0;
  auto text = view(*reader->texts[size_t(k)].values, i);
  *size = int64_t(text.size());
  return text.empty() ? &nothing : reinterpret_cast<const uint8_t *>(text.data());
}

extern "C" void carrow_reader_codes(const carrow_reader *reader, int32_t k, const uint32_t *map, uint32_t *out) {
  const Texts &texts = reader->texts[size_t(k)];
  int64_t rows = reader->batch->num_rows();
  if (!texts.indices) {
    for (int64_t i = 0; i < rows; i++) out[i] = texts.values->IsNull(i) ? 0 : map[i];
    return;
  }
  const auto &indices = *texts.indices->indices();
  const auto &values = *texts.values;
  bool all_there = indices.null_count() == 0 && values.null_count() == 0;
  if (indices.type_id() == arrow::Type::INT32) {
    const int32_t *raw = static_cast<const arrow::Int32Array &>(indices).raw_values();
    if (all_there) {
      for (int64_t i = 0; i < rows; i++) out[i] = map[raw[i]];
    } else {
      for (int64_t i = 0; i < rows; i++) out[i] = indices.IsNull(i) || values.IsNull(raw[i]) ? 0 : map[raw[i]];
    }
    return;
  }
  for (int64_t i = 0; i < rows; i++) {
    out[i] = 0;
    if (indices.IsNull(i)) continue;
    int64_t index = texts.indices->GetValueIndex(i);
    if (!values.IsNull(index)) out[i] = map[index];
  }
}

extern "C" void carrow_reader_units(const carrow_reader *reader, int32_t k, void *out, uint8_t *state,
                                    double *residue) {
  units_of(*reader->column(k), static_cast<__int128 *>(out), state, residue);
}

extern "C" void carrow_reader_doubles(const carrow_reader *reader, int32_t k, double *out) {
  doubles_of(*reader->column(k), out);
}

extern "C" void carrow_reader_microseconds(const carrow_reader *reader, int32_t k, int64_t *out) {
  auto array = reader->column(k);
  int64_t rows = array->length();
  auto each = [&](auto value) {
    for (int64_t i = 0; i < rows; i++) out[i] = array->IsNull(i) ? std::numeric_limits<int64_t>::min() : value(i);
  };
  constexpr int64_t day = 86'400'000'000;
  auto floored = [](int64_t value, int64_t divisor) { return value / divisor - (value % divisor < 0); };
  if (array->type_id() == arrow::Type::DATE32) {
    const int32_t *raw = static_cast<const arrow::Date32Array &>(*array).raw_values();
    each([&](int64_t i) { return int64_t(raw[i]) * day; });
  } else if (array->type_id() == arrow::Type::DATE64) {
    const int64_t *raw = static_cast<const arrow::Date64Array &>(*array).raw_values();
    each([&](int64_t i) { return raw[i] * 1000; });
  } else {
    auto unit = static_cast<const arrow::TimestampType &>(*array->type()).unit();
    const int64_t *raw = static_cast<const arrow::TimestampArray &>(*array).raw_values();
    switch (unit) {
      case arrow::TimeUnit::SECOND: each([&](int64_t i) { return raw[i] * 1'000'000; }); break;
      case arrow::TimeUnit::MILLI: each([&](int64_t i) { return raw[i] * 1000; }); break;
      case arrow::TimeUnit::MICRO: each([&](int64_t i) { return raw[i]; }); break;
      case arrow::TimeUnit::NANO: each([&](int64_t i) { return floored(raw[i], 1000); }); break;
    }
  }
}
