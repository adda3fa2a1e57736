#include <arrow/api.h>
#include <arrow/io/file.h>
#include <parquet/arrow/writer.h>
#include <parquet/properties.h>

#include "guard.h"

struct carrow_writer {
  std::shared_ptr<arrow::io::FileOutputStream> file;
  std::shared_ptr<arrow::Schema> schema;
  std::vector<int32_t> kinds;
  std::unique_ptr<parquet::arrow::FileWriter> writer;
};

namespace {
std::shared_ptr<arrow::DataType> type_of(int32_t kind) {
  switch (kind) {
    case CARROW_WRITE_TEXT: return arrow::dictionary(arrow::int32(), arrow::utf8());
    case CARROW_WRITE_DECIMAL: return arrow::decimal128(38, 18);
    case CARROW_WRITE_DAY: return arrow::date32();
    case CARROW_WRITE_INTEGER: return arrow::int64();
    case CARROW_WRITE_INSTANT: return arrow::timestamp(arrow::TimeUnit::MICRO, "UTC");
    default: return arrow::float64();
  }
}

int64_t width_of(int32_t kind) {
  switch (kind) {
    case CARROW_WRITE_DECIMAL: return 16;
    case CARROW_WRITE_DAY: return 4;
    default: return 8;
  }
}

arrow::Result<std::shared_ptr<arrow::Array>> texts(int64_t rows, const carrow_values &values) {
  arrow::StringBuilder distinct;
  ARROW_RETURN_NOT_OK(distinct.Reserve(values.text_count));
  for (int64_t i = 0; i < values.text_count; i++) {
    auto start = values.text_offsets[i];
    ARROW_RETURN_NOT_OK(distinct.Append(reinterpret_cast<const char *>(values.text_bytes) + start,
                                        int32_t(values.text_offsets[i + 1] - start)));
  }
  arrow::Int32Builder indices;
  ARROW_RETURN_NOT_OK(indices.Reserve(rows));
  auto codes = static_cast<const uint32_t *>(values.values);
  for (int64_t i = 0; i < rows; i++) {
    if (codes[i] == 0) {
      indices.UnsafeAppendNull();
    } else {
      indices.UnsafeAppend(int32_t(codes[i] - 1));
    }
  }
  ARROW_ASSIGN_OR_RAISE(auto dictionary, distinct.Finish());
  ARROW_ASSIGN_OR_RAISE(auto codes_array, indices.Finish());
  return arrow::DictionaryArray::FromArrays(type_of(CARROW_WRITE_TEXT), codes_array, dictionary);
}

arrow::Result<std::shared_ptr<arrow::Array>> plain(int64_t rows, int32_t kind, const carrow_values &values) {
  auto bytes = static_cast<const uint8_t *>(values.values);
  auto data = std::make_shared<arrow::Buffer>(bytes, rows * width_of(kind));
  std::shared_ptr<arrow::Buffer> bitmap;
  int64_t nulls = 0;
  if (values.valid != nullptr) {
    ARROW_ASSIGN_OR_RAISE(bitmap, arrow::AllocateEmptyBitmap(rows));
    uint8_t *bits = bitmap->mutable_data();
    for (int64_t i = 0; i < rows; i++) {
      if (values.valid[i]) {
        bits[i / 8] = uint8_t(bits[i / 8] | (1 << (i % 8)));
      } else {
        nulls++;
      }
    }
  }
  return arrow::MakeArray(arrow::ArrayData::Make(type_of(kind), rows, {bitmap, data}, nulls));
}

arrow::Status open(const char *path, const carrow_field *fields, int32_t count, int codec, carrow_writer **out) {
  auto writer = std::make_unique<carrow_writer>();
  arrow::FieldVector columns;
  for (int32_t i = 0; i < count; i++) {
    columns.push_back(arrow::field(fields[i].name, type_of(fields[i].kind), fields[i].nullable != 0));
    writer->kinds.push_back(fields[i].kind);
  }
  writer->schema = arrow::schema(columns);
  ARROW_ASSIGN_OR_RAISE(writer->file, arrow::io::FileOutputStream::Open(path));
  parquet::WriterProperties::Builder properties;
  properties.compression(codec == CARROW_ZSTD     ? parquet::Compression::ZSTD
                         : codec == CARROW_SNAPPY ? parquet::Compression::SNAPPY
                                                  : parquet::Compression::UNCOMPRESSED);
  if (codec == CARROW_ZSTD) properties.compression_level(3);
  properties.created_by("outlay");
  ARROW_ASSIGN_OR_RAISE(writer->writer,
                        parquet::arrow::FileWriter::Open(*writer->schema, arrow::default_memory_pool(), writer->file,
                                                         properties.build()));
  *out = writer.release();
  return arrow::Status::OK();
}

arrow::Status write(carrow_writer *writer, int64_t rows, const carrow_values *columns) {
  arrow::ArrayVector arrays;
  for (size_t i = 0; i < writer->kinds.size(); i++) {
    if (writer->kinds[i] == CARROW_WRITE_TEXT) {
      ARROW_ASSIGN_OR_RAISE(auto array, texts(rows, columns[i]));
      arrays.push_back(array);
    } else {
      ARROW_ASSIGN_OR_RAISE(auto array, plain(rows, writer->kinds[i], columns[i]));
      arrays.push_back(array);
    }
  }
  auto table = arrow::Table::Make(writer->schema, arrays, rows);
  return writer->writer->WriteTable(*table, rows > 0 ? rows : 1);
}
}  // namespace

extern "C" int carrow_writer_open(const char *path, const carrow_field *fields, int32_t count, int codec,
                                  carrow_writer **out, carrow_message *message) {
  return guarded(message, [&] {
    auto status = open(path, fields, count, codec, out);
    return status.ok() ? 0 : refuse(message, status.message());
  });
}

extern "C" int carrow_writer_write(carrow_writer *writer, int64_t rows, const carrow_values *columns,
                                   carrow_message *message) {
  return guarded(message, [&] {
    auto status = write(writer, rows, columns);
    return status.ok() ? 0 : refuse(message, status.message());
  });
}

extern "C" int carrow_writer_close(carrow_writer *writer, carrow_message *message) {
  std::unique_ptr<carrow_writer> owned(writer);
  return guarded(message, [&] {
    auto status = writer->writer->Close();
    if (status.ok()) status = writer->file->Close();
    return status.ok() ? 0 : refuse(message, status.message());
  });
}
