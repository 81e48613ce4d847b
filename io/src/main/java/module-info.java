/** Model files, checkpoints and downloads: everything that parses bytes from outside. */
module org.lenet5.io {
  requires java.net.http;

  exports org.lenet5.io.download;
}
