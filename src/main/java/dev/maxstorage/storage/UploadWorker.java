package dev.maxstorage.storage;

import dev.maxstorage.storage.TableUpload.Step;
import java.io.IOException;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.jspecify.annotations.Nullable;

/** A thread of a {@link TableUpload} that writes its batches into one stream. */
final class UploadWorker extends Thread {
  private final TableUpload upload;
  private final int number;
  private @Nullable ArrowBatchWriter writer;
  private volatile long flushesDone;

  /**
   * @param writer to go on with, or null to open a stream when there is a batch
   */
  UploadWorker(TableUpload upload, @Nullable ArrowBatchWriter writer, int number) {
    super("maxstorage-write-" + number);
    this.upload = upload;
    this.writer = writer;
    this.number = number;
    this.flushesDone = upload.flushesAsked();
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      for (Step step = upload.next(this); step != Step.END; step = upload.next(this)) {
        if (step == Step.WRITE) {
          write();
        } else {
          flush();
        }
      }
      if (writer != null && !upload.isGivenUp()) {
        writer.close();
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      upload.fail(e);
    }
  }

  private void write() throws IOException {
    ArrowRecordBatch batch = upload.taken();
    if (batch == null) {
      return;
    }
    try (batch) {
      if (writer == null) {
        writer = upload.newWriter(number);
      }
      upload.write(writer, batch);
    }
  }

  private void flush() throws IOException {
    long asked = upload.flushesAsked();
    if (writer != null) {
      writer.flush();
    }
    flushesDone = asked;
    upload.progressed();
  }

  /** The newest {@link TableUpload#flush} that this worker has done. */
  long flushesDone() {
    return flushesDone;
  }
}
