#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

// The C face of Arrow's Parquet and of zlib. Functions that can fail return 0 (or a count) on success and a negative
// number on failure, with a sentence in `message`. No exception leaves these functions.

typedef struct {
  char text[512];
} carrow_message;

/// The version of the Arrow library that is linked.
const char *_Nonnull carrow_version(void);

// Bytes: a file as it is or gzip, told apart by the first two bytes.

typedef struct carrow_source carrow_source;
typedef struct carrow_sink carrow_sink;

enum { CARROW_FAILED = -1, CARROW_TRUNCATED = -2 };

int carrow_source_open(const char *_Nonnull path, carrow_source *_Nullable *_Nonnull out,
                       carrow_message *_Nonnull message);
/// 1 when the file is gzip.
int carrow_source_is_gzip(const carrow_source *_Nonnull source);
/// Fills `out` and returns the bytes written, fewer than `size` only at the end; or a CARROW_ code.
int64_t carrow_source_read(carrow_source *_Nonnull source, uint8_t *_Nonnull out, int64_t size,
                           carrow_message *_Nonnull message);
void carrow_source_close(carrow_source *_Nonnull source);

/// `level` 0 writes the bytes as they are, 1...9 compresses with gzip.
int carrow_sink_open(const char *_Nonnull path, int level, carrow_sink *_Nullable *_Nonnull out,
                     carrow_message *_Nonnull message);
int carrow_sink_write(carrow_sink *_Nonnull sink, const uint8_t *_Nonnull bytes, int64_t size,
                      carrow_message *_Nonnull message);
/// Ends the file; frees the sink in any case.
int carrow_sink_close(carrow_sink *_Nonnull sink, carrow_message *_Nonnull message);

// Parquet in.

typedef struct carrow_reader carrow_reader;

/// What a column can be read as.
enum { CARROW_TEXT = 0, CARROW_NUMBER = 1, CARROW_INSTANT = 2, CARROW_OTHER = 3 };
/// What became of a number.
enum { CARROW_NULL = 0, CARROW_EXACT = 1, CARROW_ROUNDED = 2, CARROW_UNREADABLE = 3 };

int carrow_reader_open(const char *_Nonnull path, carrow_reader *_Nullable *_Nonnull out,
                       carrow_message *_Nonnull message);
void carrow_reader_close(carrow_reader *_Nonnull reader);
int32_t carrow_reader_columns(const carrow_reader *_Nonnull reader);
int64_t carrow_reader_rows(const carrow_reader *_Nonnull reader);
const char *_Nonnull carrow_reader_name(const carrow_reader *_Nonnull reader, int32_t column);
const char *_Nonnull carrow_reader_type(const carrow_reader *_Nonnull reader, int32_t column);
int carrow_reader_kind(const carrow_reader *_Nonnull reader, int32_t column);
/// Chooses the columns that batches hold, in this order, and starts at the first row.
int carrow_reader_select(carrow_reader *_Nonnull reader, const int32_t *_Nonnull columns, int32_t count,
                         int64_t batch_rows, int threads, carrow_message *_Nonnull message);
/// Reads the next batch; returns its rows, 0 at the end, or a CARROW_ code.
int64_t carrow_reader_next(carrow_reader *_Nonnull reader, carrow_message *_Nonnull message);
/// The distinct texts (or whole numbers as texts) of selected column `k` in this batch; `kept` of them, from the first on, are those of the batch before.
void carrow_reader_texts(carrow_reader *_Nonnull reader, int32_t k, int64_t *_Nonnull count,
                         int64_t *_Nonnull kept);
/// Text `i` of selected column `k`: the bytes live until the next batch.
const uint8_t *_Nonnull carrow_reader_text(const carrow_reader *_Nonnull reader, int32_t k, int64_t i,
                                           int64_t *_Nonnull size);
/// Writes `map[text of the row]`, or 0 for null, for every row.
void carrow_reader_codes(const carrow_reader *_Nonnull reader, int32_t k, const uint32_t *_Nonnull map,
                         uint32_t *_Nonnull out);
/// Writes each number as a whole number of 10^-18 (16 bytes, little endian), what became of it, and what rounding cost
/// in 10^-18 (true value minus kept value), added to `residue`.
void carrow_reader_units(const carrow_reader *_Nonnull reader, int32_t k, void *_Nonnull out,
                         uint8_t *_Nonnull state, double *_Nonnull residue);
/// Writes each number as a double; null becomes NaN.
void carrow_reader_doubles(const carrow_reader *_Nonnull reader, int32_t k, double *_Nonnull out);
/// Writes each instant as microseconds since 1970-01-01 UTC, `INT64_MIN` for null.
void carrow_reader_microseconds(const carrow_reader *_Nonnull reader, int32_t k, int64_t *_Nonnull out);

// Parquet out.

typedef struct carrow_writer carrow_writer;

/// How a column is written.
enum {
  CARROW_WRITE_TEXT = 0,       // dictionary of UTF-8: codes, 0 is null
  CARROW_WRITE_DECIMAL = 1,    // decimal128(38, 18): 16 bytes a row
  CARROW_WRITE_DAY = 2,        // date32: int32 a row
  CARROW_WRITE_INTEGER = 3,    // int64 a row
  CARROW_WRITE_INSTANT = 4,    // timestamp(us, UTC): int64 a row
  CARROW_WRITE_DOUBLE = 5      // float64 a row
};
enum { CARROW_UNCOMPRESSED = 0, CARROW_SNAPPY = 1, CARROW_ZSTD = 2 };

typedef struct {
  const char *_Nonnull name;
  int32_t kind;
  int32_t nullable;
} carrow_field;

typedef struct {
  const void *_Nonnull values;            // codes for texts
  const uint8_t *_Nullable valid;         // one byte a row, 0 for null; not for texts
  const uint8_t *_Nullable text_bytes;    // the distinct texts behind each other
  const int64_t *_Nullable text_offsets;  // text_count + 1
  int64_t text_count;
} carrow_values;

int carrow_writer_open(const char *_Nonnull path, const carrow_field *_Nonnull fields, int32_t count, int codec,
                       carrow_writer *_Nullable *_Nonnull out, carrow_message *_Nonnull message);
/// Writes `rows` rows as one row group.
int carrow_writer_write(carrow_writer *_Nonnull writer, int64_t rows, const carrow_values *_Nonnull columns,
                        carrow_message *_Nonnull message);
/// Ends the file; frees the writer in any case.
int carrow_writer_close(carrow_writer *_Nonnull writer, carrow_message *_Nonnull message);

/// Forces a file's or folder's bytes to the disk.
int carrow_sync(const char *_Nonnull path, carrow_message *_Nonnull message);

#ifdef __cplusplus
}
#endif
