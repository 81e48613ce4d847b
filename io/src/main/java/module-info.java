/** Model files: everything that parses bytes from outside. */
module org.lenet5.io {
  requires org.lenet5.nn;
  requires tools.jackson.core;

  exports org.lenet5.io;
}
