package org.mimicknet.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * A zip read from its start. To pass a member one must unpack it, so a member over its limit ends
 * the archive. An entry that is stored with a data descriptor would have to be held in memory to
 * find its end: it is refused, and ends the archive too.
 */
final class StreamedZip implements Container {
  /** What is known of the central directory: it follows all members. */
  enum Directory {
    UNKNOWN,
    BROKEN
  }

  private final EndNoting in;
  private final ZipArchiveInputStream zip;
  private final Budget budget;
  private final Directory directory;
  private GuardedStream current;

  StreamedZip(InputStream in, Budget budget, Directory directory) {
    this.in = new EndNoting(in);
    this.zip = new ZipArchiveInputStream(this.in, "UTF8", true, false);
    this.budget = budget;
    this.directory = directory;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    if (current != null) {
      current.skip(Long.MAX_VALUE);
      current = null;
    }
    ZipArchiveEntry entry = zip.getNextZipEntry();
    while (entry != null) {
      if (ZipFormat.isFile(entry)) {
        Optional<Entry> obstacle = ZipFormat.obstacle(entry, zip.canReadEntryData(entry));
        return obstacle.isPresent() ? obstacle : Optional.of(open(entry));
      }
      entry = zip.getNextZipEntry();
    }
    if (directory == Directory.BROKEN || in.ended) {
      throw ZipFormat.noDirectory();
    }
    return Optional.empty();
  }

  @Override
  public void close() {}

  private Entry open(ZipArchiveEntry entry) {
    current = new GuardedStream(zip, budget, GuardedStream.Role.MEMBER, zip::getCompressedCount);
    OptionalLong size =
        entry.getSize() < 0 ? OptionalLong.empty() : OptionalLong.of(entry.getSize());
    return new File(entry.getName(), size, current);
  }

  /**
   * Notes that the bytes ran out. Where the directory is whole its last record says where it ends,
   * so that nobody reads on; where it is missing the search for the next member does.
   */
  private static final class EndNoting extends FilterInputStream {
    private boolean ended;

    EndNoting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      ended |= value < 0;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      ended |= read < 0;
      return read;
    }
  }
}
