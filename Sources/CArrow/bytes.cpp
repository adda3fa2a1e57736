#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "guard.h"

namespace {
constexpr size_t kChunk = 256 << 10;
}

struct carrow_source {
  int file = -1;
  bool is_gzip = false;
  bool at_end = false;    // of the file
  bool in_member = false; // within a gzip member
  z_stream stream{};
  std::vector<uint8_t> input = std::vector<uint8_t>(kChunk);

  ~carrow_source() {
    if (is_gzip) inflateEnd(&stream);
    if (file >= 0) close(file);
  }

  /// Reads until `size` bytes are there or the file ends; -1 on failure.
  int64_t fill(uint8_t *out, int64_t size) {
    int64_t got = 0;
    while (got < size) {
      ssize_t n = read(file, out + got, size_t(size - got));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return -1;
      if (n == 0) break;
      got += n;
    }
    return got;
  }
};

extern "C" int carrow_source_open(const char *path, carrow_source **out, carrow_message *message) {
  return guarded(message, [&] {
    auto source = std::make_unique<carrow_source>();
    source->file = open(path, O_RDONLY | O_CLOEXEC);
    if (source->file < 0) return refuse(message, std::strerror(errno));
    posix_fadvise(source->file, 0, 0, POSIX_FADV_SEQUENTIAL);
    uint8_t magic[2];
    int64_t got = source->fill(magic, 2);
    if (got < 0 || lseek(source->file, 0, SEEK_SET) != 0) return refuse(message, std::strerror(errno));
    if (got == 2 && magic[0] == 0x1f && magic[1] == 0x8b) {
      if (inflateInit2(&source->stream, 15 + 16) != Z_OK) return refuse(message, "zlib cannot start");
      source->is_gzip = true;
    }
    *out = source.release();
    return 0;
  });
}

extern "C" int carrow_source_is_gzip(const carrow_source *source) { return source->is_gzip; }

static int64_t read_gzip(carrow_source *source, uint8_t *out, int64_t size, carrow_message *message) {
  z_stream &stream = source->stream;
  stream.next_out = out;
  stream.avail_out = uInt(size);
  while (stream.avail_out > 0) {
    if (stream.avail_in == 0 && !source->at_end) {
      int64_t got = source->fill(source->input.data(), int64_t(kChunk));
      if (got < 0) return refuse(message, std::strerror(errno));
      stream.next_in = source->input.data();
      stream.avail_in = uInt(got);
      if (got < int64_t(kChunk)) source->at_end = true;
    }
    if (stream.avail_in == 0) {
      if (source->in_member) return refuse(message, "the gzip data end early", CARROW_TRUNCATED);
      break;
    }
    source->in_member = true;
    int status = inflate(&stream, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      source->in_member = false;
      inflateReset(&stream); // a gzip file may have several members
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      return refuse(message, stream.msg ? stream.msg : "the gzip data are damaged");
    }
  }
  return size - int64_t(stream.avail_out);
}

extern "C" int64_t carrow_source_read(carrow_source *source, uint8_t *out, int64_t size, carrow_message *message) {
  if (source->is_gzip) return read_gzip(source, out, size, message);
  int64_t got = source->fill(out, size);
  return got < 0 ? int64_t(refuse(message, std::strerror(errno))) : got;
}

extern "C" void carrow_source_close(carrow_source *source) { delete source; }

struct carrow_sink {
  int file = -1;
  int level = 0;
  z_stream stream{};
  std::vector<uint8_t> output = std::vector<uint8_t>(kChunk);

  ~carrow_sink() {
    if (level > 0) deflateEnd(&stream);
    if (file >= 0) close(file);
  }

  bool put(const uint8_t *bytes, size_t size) {
    while (size > 0) {
      ssize_t n = write(file, bytes, size);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return false;
      bytes += n;
      size -= size_t(n);
    }
    return true;
  }

  bool deflate_all(int flush) {
    int status = Z_OK;
    do {
      stream.next_out = output.data();
      stream.avail_out = uInt(output.size());
      status = deflate(&stream, flush);
      if (!put(output.data(), output.size() - stream.avail_out)) return false;
    } while (stream.avail_out == 0 || (flush == Z_FINISH && status != Z_STREAM_END));
    return true;
  }
};

extern "C" int carrow_sink_open(const char *path, int level, carrow_sink **out, carrow_message *message) {
  return guarded(message, [&] {
    auto sink = std::make_unique<carrow_sink>();
    sink->file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (sink->file < 0) return refuse(message, std::strerror(errno));
    if (level > 0) {
      if (deflateInit2(&sink->stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return refuse(message, "zlib cannot start");
      sink->level = level;
    }
    *out = sink.release();
    return 0;
  });
}

extern "C" int carrow_sink_write(carrow_sink *sink, const uint8_t *bytes, int64_t size, carrow_message *message) {
  if (sink->level == 0) return sink->put(bytes, size_t(size)) ? 0 : refuse(message, std::strerror(errno));
  constexpr int64_t step = 1 << 30;
  for (int64_t at = 0; at < size; at += step) {
    sink->stream.next_in = const_cast<uint8_t *>(bytes + at);
    sink->stream.avail_in = uInt(size - at < step ? size - at : step);
    if (!sink->deflate_all(Z_NO_FLUSH)) return refuse(message, std::strerror(errno));
  }
  return 0;
}

extern "C" int carrow_sink_close(carrow_sink *sink, carrow_message *message) {
  std::unique_ptr<carrow_sink> owned(sink);
  if (sink->level > 0) {
    sink->stream.avail_in = 0;
    if (!sink->deflate_all(Z_FINISH)) return refuse(message, std::strerror(errno));
  }
  int file = sink->file;
  sink->file = -1;
  return close(file) == 0 ? 0 : refuse(message, std::strerror(errno));
}

extern "C" int carrow_sync(const char *path, carrow_message *message) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return refuse(message, std::strerror(errno));
  int failed = fsync(file);
  int code = errno;
  close(file);
  return failed == 0 ? 0 : refuse(message, std::strerror(code));
}
