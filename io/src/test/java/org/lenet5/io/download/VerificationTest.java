package org.lenet5.io.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lenet5.io.download.FileCheck.State;

class VerificationTest {

  private static final byte[] CONTENT = "0123456789".repeat(1000).getBytes();

  @TempDir Path folder;

  private final byte[] original = gzip(CONTENT, Deflater.BEST_COMPRESSION);
  private final byte[] repacked = gzip(CONTENT, Deflater.NO_COMPRESSION);
  private final CatalogFile file =
      new CatalogFile("a.gz", original.length, sha256(original), Optional.of(sha256(CONTENT)));
  private final CatalogFile opaque =
      new CatalogFile("a.gz", original.length, sha256(original), Optional.empty());

  VerificationTest() throws IOException {}

  private static byte[] gzip(byte[] content, int level) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(level);
          }
        }) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) throws IOException {
    return Sha256.of(new ByteArrayInputStream(bytes), bytes.length);
  }

  private FileCheck check(CatalogFile file) throws IOException {
    return FileCheck.of(file, folder);
  }

  @Test
  void nothingThereIsMissing() throws IOException {
    assertThat(check(file).state()).isEqualTo(State.MISSING);
    assertThat(check(file).path()).isEqualTo(folder.resolve("a.gz"));
  }

  @Test
  void theOriginalIsRight() throws IOException {
    Files.write(folder.resolve("a.gz"), original);
    assertThat(check(file).state()).isEqualTo(State.RIGHT);
    assertThat(check(opaque).detail()).isEqualTo("the original");
  }

  @Test
  void otherwisePackedIsRightWhereTheContentIsKnown() throws IOException {
    assertThat(repacked).isNotEqualTo(original);
    Files.write(folder.resolve("a.gz"), repacked);
    assertThat(check(file).state()).isEqualTo(State.RIGHT);
    assertThat(check(opaque).state()).isEqualTo(State.WRONG);
  }

  @Test
  void uncompressedIsRightWhereTheContentIsKnown() throws IOException {
    Files.write(folder.resolve("a"), CONTENT);
    assertThat(check(file))
        .returns(State.RIGHT, FileCheck::state)
        .returns(folder.resolve("a"), FileCheck::path);
    assertThat(check(opaque).state()).isEqualTo(State.MISSING);
    assertThat(check(opaque).detail()).contains("uncompressed");
    Files.write(folder.resolve("a"), original);
    assertThat(check(file).state()).isEqualTo(State.WRONG);
  }

  @Test
  void packedFileCountsBeforeTheUncompressed() throws IOException {
    Files.write(folder.resolve("a"), CONTENT);
    Files.write(folder.resolve("a.gz"), gzip(original, 1));
    assertThat(check(file).state()).isEqualTo(State.WRONG);
  }

  @Test
  void damagedFilesAreWrongAndSaySo() throws IOException {
    Files.write(folder.resolve("a.gz"), Arrays.copyOf(repacked, repacked.length / 2));
    assertThat(check(file).state()).isEqualTo(State.WRONG);
    assertThat(check(file).detail()).startsWith("damaged gzip");
    Files.write(folder.resolve("a.gz"), CONTENT);
    assertThat(check(file).detail()).startsWith("damaged gzip");
    Files.write(folder.resolve("a.gz"), new byte[0]);
    assertThat(check(file).state()).isEqualTo(State.WRONG);
    assertThat(check(opaque).detail()).contains(opaque.sha256());
    Files.delete(folder.resolve("a.gz"));
    Files.createDirectory(folder.resolve("a.gz"));
    assertThat(check(file).detail()).isEqualTo("not a plain file");
  }

  @Test
  void contentIsBounded() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Sha256.of(new ByteArrayInputStream(CONTENT), CONTENT.length - 1))
        .withMessageContaining("more than 9999 bytes");
  }

  @Test
  void completeSetsAreNamed() throws IOException {
    CatalogFile other = new CatalogFile("b.gz", 1, sha256(CONTENT), Optional.empty());
    List<URI> mirrors = List.of(URI.create("http://a/"));
    Catalog catalog =
        new Catalog(
            List.of(
                new CatalogEntry("one", "", "", mirrors, List.of(file)),
                new CatalogEntry("two", "", "", mirrors, List.of(file, other))));
    Files.write(folder.resolve("a.gz"), original);
    Verification verification = Verification.of(folder, catalog);
    assertThat(verification.complete()).extracting(CatalogEntry::name).containsExactly("one");
    assertThat(verification.entries().getLast().count(State.RIGHT)).isEqualTo(1);
    assertThat(verification.entries().getLast().count(State.MISSING)).isEqualTo(1);
  }

  @Test
  void folderMustBeThere() {
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> Verification.of(folder.resolve("b"), Catalog.standard()))
        .withMessageContaining("expected one with the files");
  }
}
