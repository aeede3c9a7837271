package dev.maxstorage.storage;

import dev.maxstorage.storage.UploadQueue.Step;
import dev.maxstorage.storage.UploadQueue.UploadBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A thread of a {@link TableUpload} that writes batches of its queue into one stream. */
final class UploadWorker extends Thread {
  private final TableUpload upload;
  private final UploadQueue queue;
  private final int number;
  private @Nullable ArrowBatchWriter writer;
  private volatile long flushesDone;

  /**
   * @param writer to go on with, or null to open a stream when there is a batch
   */
  UploadWorker(
      TableUpload upload, UploadQueue queue, @Nullable ArrowBatchWriter writer, int number) {
    super("maxstorage-write-" + number);
    this.upload = upload;
    this.queue = queue;
    this.writer = writer;
    this.number = number;
    this.flushesDone = queue.flushesAsked();
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      for (Step step = queue.next(flushesDone); step != Step.END; step = queue.next(flushesDone)) {
        if (step == Step.WRITE) {
          write();
        } else {
          flush();
        }
      }
      if (writer != null && !queue.isGivenUp()) {
        writer.close();
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      queue.fail(e);
    }
  }

  private void write() throws IOException {
    UploadBatch batch = queue.poll();
    if (batch == null) {
      return;
    }
    try (var rows = batch.rows()) {
      if (writer == null) {
        writer = upload.newWriter(number);
      }
      upload.write(writer, batch);
    }
  }

  private void flush() throws IOException {
    long asked = queue.flushesAsked();
    if (writer != null) {
      writer.flush();
    }
    flushesDone = asked;
    queue.progressed();
  }

  /** How many flushes of the queue this worker has done. */
  long flushesDone() {
    return flushesDone;
  }
}
