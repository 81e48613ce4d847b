/** What people do with the networks: recipes, run folders, committees, reports and charts. */
module org.lenet5.run {
  requires java.desktop;
  requires transitive org.lenet5.io;
  requires transitive org.lenet5.nn;
  requires tools.jackson.core;

  exports org.lenet5.run;
  exports org.lenet5.run.chart;
}
