/** The experiments of the 1998 paper, each figure a library call, and the methods it compares. */
module org.lenet5.paper {
  requires transitive org.lenet5.nn;
  requires transitive org.lenet5.run;

  exports org.lenet5.paper;
}
