/** Everything that parses bytes from outside: model files, pictures, data sets, downloads. */
module org.lenet5.io {
  requires java.desktop;
  requires java.net.http;
  requires transitive org.lenet5.nn;
  requires tools.jackson.core;

  exports org.lenet5.io;
  exports org.lenet5.io.download;
}
